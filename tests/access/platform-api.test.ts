import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { operatorKeys, operatorRoles, plans, type OperatorRole } from '../../db/registry/schema/index.ts'
import { makeOperatorSecret, operatorKeyRow } from '../../tenants/operators/operator-key.ts'
import { describePlatformApi } from '../../worker/platform-api/describe-platform-api.ts'
import { makePlatformApi } from '../../worker/platform-api/platform-api.ts'
import { makeSite, IRON, PLATFORM, type Site } from '../../worker/testing/make-site.ts'
import { countChanges } from './count-changes.ts'
import { findLeaks } from './find-leaks.ts'
import { makePeople } from './people.ts'
import { platformRoutes } from './platform-routes.ts'

/** Keys, and what is none here: what a studio's owner has, a cookie's secret, nothing. */
const keyed = [...operatorRoles, 'expired', 'revoked'] as const
type Who = (typeof keyed)[number] | 'nobody' | 'nonsense' | 'owner' | 'person'
const strangers = ['nobody', 'nonsense', 'expired', 'revoked', 'owner', 'person'] as const

/** What stands for the places in paths; anything else is not there. */
const known: Record<string, string> & { plan_id: string } = {
  tenant_id: 'ten_lotus-yoga',
  plan_id: 'pln_test',
}

let site: Site
let changes: () => Promise<number>
const tokens: Partial<Record<Who, string>> = {}

beforeAll(async () => {
  site = await makeSite()
  const { registry } = site.fleet.deps
  const people = await makePeople(site)
  tokens.owner = people.tokens.owner ?? ''
  tokens.person = people.tokens.operator ?? ''
  tokens.nonsense = `tho_${'a'.repeat(32)}`
  for (const who of keyed) tokens[who] = await addKey(who)
  const { orm } = registry
  await registry.write([
    orm.update(operatorKeys).set({ expiresAt: 1 }).where(eq(operatorKeys.id, 'opk_expired')),
    orm.update(operatorKeys).set({ revokedAt: 1 }).where(eq(operatorKeys.id, 'opk_revoked')),
    orm
      .insert(plans)
      .values({ id: known.plan_id, code: 'x', name: 'X', limits: {}, createdAt: 0, updatedAt: 0 }),
  ])
  // That they were used is noted once.
  for (const role of operatorRoles) await knock('GET /tenants', role)
  changes = await countChanges(registry)
}, 60_000)
afterAll(() => vi.useRealTimers())

async function addKey(who: (typeof keyed)[number]): Promise<string> {
  const { orm, write } = site.fleet.deps.registry
  const role = operatorRoles.find((one) => one === who) ?? 'administrator'
  const secret = makeOperatorSecret()
  const about = { id: `opk_${who}`, name: who, role, createdBy: 'system', now: 0, expiresAt: null }
  await write([orm.insert(operatorKeys).values(await operatorKeyRow(secret, about))])
  return secret
}

async function knock(route: string, who: Who, host = PLATFORM) {
  const [method = '', path = ''] = route.split(' ')
  const row = platformRoutes[route]
  const body = typeof row === 'object' ? row[1] : undefined
  const token = tokens[who]
  const answer = await site.ask({
    path: `/api/v1${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? 'unknown')}`,
    host,
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await answer.text()
  return { status: answer.status, text, problem: answer.status >= 400 ? JSON.parse(text).code : undefined }
}

const leastOf = (route: string): OperatorRole => {
  const row = platformRoutes[route]
  return typeof row === 'object' ? row[0] : (row ?? 'administrator')
}

test('every route of the platform’s API has its row, and every row its route', () => {
  const { paths = {} } = describePlatformApi(makePlatformApi())
  const listed = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(listed.toSorted()).toEqual(Object.keys(platformRoutes).toSorted())
})

test.each(Object.keys(platformRoutes))('%s', async (route) => {
  const least = operatorRoles.indexOf(leastOf(route))
  const before = await changes()
  for (const who of strangers) {
    const { status, text } = await knock(route, who)
    expect([who, status]).toEqual([who, 401])
    expect(findLeaks(text)).toEqual([])
  }
  for (const who of operatorRoles.slice(0, least)) {
    const { status, problem } = await knock(route, who)
    expect([who, status, problem]).toEqual([who, 403, 'forbidden'])
  }
  expect(await changes()).toBe(before)
  // They may still be told that something is wrong: the slug, for instance.
  for (const who of operatorRoles.slice(least)) {
    const { status, text } = await knock(route, who)
    expect([who, status, [401, 403].includes(status) || status >= 500]).toEqual([who, status, false])
    expect(findLeaks(text)).toEqual([])
  }
})

test('a studio’s host knows nothing of it, whoever asks', async () => {
  for (const route of Object.keys(platformRoutes)) {
    const [, path = ''] = route.split(' ')
    // A few are called alike at a studio's: there a key of the operators' is none.
    const { status } = await knock(route, 'administrator', IRON)
    expect([path, [401, 404, 405].includes(status)]).toEqual([path, true])
  }
})
