import { expect } from 'vitest'
import type { OperatorRole } from '../../db/registry/schema/index.ts'
import { hashPassword } from '../../tenants/access/hash-password.ts'
import { seconds } from '../../tenants/durations.ts'
import { addOperator } from '../../tenants/operators/add-operator.ts'
import { makePlatformContext } from '../../tenants/operators/platform-context.ts'
import { readTotp } from '../../tests/support/read-totp.ts'
import { makeSite, PLATFORM } from './make-site.ts'

export const PASSWORD = 'quiet harbour lantern'
/** What the app of every operator has who was made here. */
export const TOTP = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

type Asked = { host?: string; cookie?: string | undefined; form?: Record<string, string>; origin?: string }

/** `makeSite`, with operators, and a browser without scripts to go through their pages. */
export async function makeOperatorSite(changes: Parameters<typeof makeSite>[0] = {}) {
  const site = await makeSite(changes)
  const { ask, fleet } = site
  const db = fleet.deps.registry
  const ctx = makePlatformContext({
    db,
    login: null,
    isTerminal: true,
    visitor: { network: '', userAgent: '' },
    now: Date.now,
    requestId: 'req_test',
    origin: `https://${PLATFORM}`,
    keys: fleet.deps.keys,
  })

  const passwordHash = await hashPassword(PASSWORD)

  let made = 0

  /** An operator who has an app. */
  async function makeOperator(role: OperatorRole = 'administrator') {
    made += 1
    const email = `operator${made}@example.test`
    const id = await addOperator(ctx, { email, name: 'Olga', passwordHash, totpSecret: TOTP, role })
    return { id, email }
  }

  /** Asks as a browser does: with forms in place of JSON, and a cookie. */
  async function browse(path: string, { host = PLATFORM, cookie, form, origin }: Asked = {}) {
    const answer = await ask({
      path: `/operator${path}`,
      host,
      method: form ? 'POST' : 'GET',
      headers: {
        ...(cookie === undefined ? {} : { cookie }),
        ...(form
          ? { 'content-type': 'application/x-www-form-urlencoded', origin: origin ?? `https://${host}` }
          : {}),
      },
      ...(form ? { body: new URLSearchParams(form).toString() } : {}),
    })
    const { status, headers } = answer
    const setCookie = headers.get('set-cookie') ?? ''
    return {
      status,
      headers,
      setCookie,
      cookie: setCookie.split(';')[0] ?? '',
      location: headers.get('location'),
      text: await answer.text(),
    }
  }

  const code = (steps = 0) => readTotp(TOTP, Date.now() + seconds(30 * steps))

  async function enter(email: string, steps = 0) {
    const first = await browse('/sign-in', { form: { email, password: PASSWORD } })
    expect([first.status, first.location]).toEqual([303, '/operator/code'])
    const second = await browse('/code', { cookie: first.cookie, form: { code: code(steps) } })
    expect([second.status, second.location]).toEqual([303, '/operator'])
    return { waiting: first.cookie, cookie: second.cookie, setCookie: second.setCookie }
  }

  /** Of a join link's page on, until everything is set up. */
  async function join(token: string) {
    const joined = await browse('/join', { form: { token, password: PASSWORD } })
    return { ...joined, secret: await begin(joined.cookie) }
  }

  async function begin(cookie: string): Promise<string> {
    await browse('/set-up', { cookie, form: {} })
    const { text } = await browse('/set-up', { cookie })
    return (/<code>([A-Z2-7 ]+)<\/code>/.exec(text)?.[1] ?? '').replaceAll(' ', '')
  }

  return { ...site, ctx, db, passwordHash, makeOperator, browse, code, enter, join }
}
