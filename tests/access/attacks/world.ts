import { expect } from 'vitest'
import { clients } from '../../../db/tenant/schema/index.ts'
import { createStaffKey } from '../../../tenants/access/create-staff-key.ts'
import { makeManageToken } from '../../../tenants/access/manage-token.ts'
import {
  insertOneTimeToken,
  makeOneTimeLink,
  type TokenPurpose,
} from '../../../tenants/access/one-time-token.ts'
import type { TenantContext } from '../../../tenants/context.ts'
import { IRON, LOTUS, makeSite, type Site } from '../../../worker/testing/make-site.ts'
import { makeStudioContext } from '../../../worker/testing/make-studio-context.ts'
import { addPerson, openLogin } from '../../support/add-person.ts'
import { markStudio } from '../../support/mark-studio.ts'
import { countChanges } from '../count-changes.ts'
import { makePeople, type People, type Whose } from '../people.ts'
import { addClass, freeTime, type MakeThing } from '../things.ts'
import type { Expected, Shot } from './attack.ts'
import { judge, plain, WORDS, type Said } from './judge.ts'

export type World = Awaited<ReturnType<typeof makeWorld>>

/**
 * Two studios, with people of every kind and a word in every text, and somebody who sends whatever they like. The site says
 * as whom it was asked.
 */
export async function makeWorld() {
  const site: Site = await makeSite({
    renderPortal: async (_request, { ctx, failure }) =>
      new Response(
        failure?.code ?? `${ctx.tenant.slug} for a ${ctx.actor.kind}, ${ctx.login?.user.id ?? ''}`,
        {
          status: failure?.status ?? 200,
        },
      ),
  })
  const people: People = await makePeople(site)
  await addClass(people.iron)
  await addClass(people.lotus)
  const iron = makeStudioContext(site, 'iron-works')
  const lotus = makeStudioContext(site, 'lotus-yoga')
  await markStudio(iron.db, WORDS.iron)
  await markStudio(lotus.db, WORDS.lotus)
  const counts = await Promise.all([iron.db, lotus.db, site.fleet.deps.registry].map(countChanges))
  const countAll = async () => {
    const all = await Promise.all(counts.map((count) => count()))
    return all.reduce((sum, count) => sum + count, 0)
  }

  const faults: string[] = []
  let asked = 0

  /** One request, from a network of its own unless told; what is wrong with its answer is kept in mind. */
  async function send(shot: Shot): Promise<Said> {
    asked += 1
    const {
      method,
      path,
      host = IRON,
      headers,
      body,
      as,
      cookie,
      from = `198.51.${asked >> 8}.${asked & 255}`,
    } = shot
    const token = shot.token ?? (as && people.tokens[as])
    const answer = await site.ask({
      path,
      host,
      method,
      headers: {
        'cf-connecting-ip': from,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(cookie === undefined ? {} : { cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    })
    const text = await answer.text()
    const said: Said = {
      shot,
      status: answer.status,
      headers: answer.headers,
      text,
      code: codeOf(answer, text),
    }
    const foreign = Object.values(WORDS).filter(
      (word) => !(host === IRON && word === WORDS.iron) && !(host === LOTUS && word === WORDS.lotus),
    )
    faults.push(...judge(said, { foreign, secrets: Object.values(people.tokens) }))
    return said
  }

  /** Requests one after the other, none of which changes anything or is answered otherwise. */
  async function refused(shots: readonly Shot[], expected: Expected): Promise<Said[]> {
    const before = await countAll()
    const said: Said[] = []
    for (const shot of shots) said.push(await send(shot))
    expectAnswers(said, expected)
    expect(await countAll()).toBe(before)
    return said
  }

  /** A new thing of somebody's, at a time that was free. */
  const make = (thing: MakeThing, whose: Whose = 'own') =>
    thing({
      db: whose === 'stranger' ? people.lotus : people.iron,
      whose,
      at: freeTime(site.fleet.clock.now()),
    })

  return {
    site,
    people,
    iron,
    lotus,
    send,
    refused,
    make,
    countAll,
    /** What was wrong since it was last asked. */
    takeFaults: () => faults.splice(0),
    now: site.fleet.clock.now,
    /** The manage link of a booking. */
    linkOf: (id: string, ctx: TenantContext = iron) => makeManageToken(ctx, id),
    /** Somebody new, signed in with a token. */
    person: async (wish: Parameters<typeof addPerson>[1], ctx: TenantContext = iron) => {
      const { userId, email } = await addPerson(ctx, wish)
      const rank = wish?.role === undefined ? 'client' : 'staff'
      const { secret } = await openLogin(ctx, { userId, kind: 'token', rank })
      return { userId, email, token: secret }
    },
    /** The secret of a browser session of somebody's, as a cookie. */
    cookieOf: async (userId: string, ctx: TenantContext = iron, rank: 'staff' | 'client' = 'client') => {
      return `__Host-session=${(await openLogin(ctx, { userId, rank })).secret}`
    },
    /** A link as it is mailed, without the mail. */
    mailed: async (
      purpose: TokenPurpose,
      { email, userId }: { email: string; userId: string },
      ctx: TenantContext = iron,
    ) => {
      const { tokenId, statements } = insertOneTimeToken(ctx, { purpose, email, userId })
      await ctx.db.write([...statements])
      return makeOneTimeLink(ctx, tokenId)
    },
    /** A program's key, which may do what staff may. */
    staffKey: async (ctx: TenantContext = iron) => (await createStaffKey(ctx, { name: 'Attacked' })).key,
    addClient: async (id: string, words: Partial<typeof clients.$inferInsert> = {}) => {
      const row = {
        id,
        email: `${id}@example.test`,
        firstName: 'A',
        lastName: 'B',
        locale: 'en',
        createdAt: 0,
      } as const
      await iron.db.write([iron.db.orm.insert(clients).values({ ...row, ...words })])
      return id
    },
  }
}

/** Whether all of them are as one may be, or, with `isSame`, moreover alike. */
export function expectAnswers(said: readonly Said[], expected: Expected, isSame = false): void {
  const right = (Array.isArray(expected) ? expected : [expected]).map(String)
  const wrong = said.filter(
    ({ status, code }) => !right.includes(String(status)) && !right.includes(`${status} ${code}`),
  )
  expect(
    wrong.slice(0, 8).map(({ shot, status, code, text }) => {
      return `${shot.method} ${shot.path.slice(0, 160)} ${String(shot.body ?? '').slice(0, 160)} → ${status} ${code}: ${text.slice(0, 300)}`
    }),
  ).toEqual([])
  const [first] = said
  if (isSame && first) expect(said.map(plain)).toEqual(said.map(() => plain(first)))
}

/** Of a problem, or, as the site here says nothing else when something failed, its text. */
function codeOf(answer: Response, text: string): string {
  if (answer.status < 400) return ''
  const type = answer.headers.get('content-type') ?? ''
  if (type.startsWith('text/html')) return ''
  if (text === '' || !type.startsWith('application/problem+json')) return text
  // Made by `answerProblem`.
  return (JSON.parse(text) as { code: string }).code
}
