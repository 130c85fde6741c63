import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { makeManageToken } from '../../tenants/access/manage-token.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { makeApi } from '../../worker/api/api.ts'
import { describeApi } from '../../worker/api/describe-api.ts'
import { IRON, makeSite, type Site } from '../../worker/testing/make-site.ts'
import { apiRoutes } from './api-routes.ts'
import { person, type ApiRoute } from './route-row.ts'
import { countChanges } from './count-changes.ts'
import { everybody, makePeople, makeStale, type People, type Who, type Whose } from './people.ts'
import { addClass, freeTime, linked, template, trainer } from './things.ts'

let site: Site
let people: People
let changes: () => Promise<number>

beforeAll(async () => {
  site = await makeSite()
  people = await makePeople(site)
  await addClass(people.iron)
  await addClass(people.lotus)
  changes = await countChanges(people.iron)
})
afterAll(() => vi.useRealTimers())

/** In the order of a row's reaches; all others may do nothing. */
const ranked: readonly Who[] = ['guest', 'client', 'trainer', 'front_desk', 'manager', 'owner']

/** Whose token says nothing to this studio: a wrong one is refused wherever it is sent. */
const unknownHere = new Set<Who>(['stranger', 'operator', 'expired', 'waiting'])

/** Whether a row lets somebody through to a thing of that kind. */
function isAllowed({ who, of }: ApiRoute, asker: Who, whose: Whose): boolean {
  if (who === 'everybody') return !unknownHere.has(asker)
  if (who === person && asker === 'removed') return true
  const reach = who.split(' ')[ranked.indexOf(asker)] ?? '-'
  if (reach === '-' || whose === 'stranger') return false
  return reach === 'a' || of === undefined || whose === 'own'
}

/** Whose things a row is asked about. Another studio's trainers and texts have the ids of this one's. */
function ownersOf({ who, of }: ApiRoute): readonly Whose[] {
  if (of === undefined || who === 'everybody') return ['own']
  return of === trainer || of === template ? ['own', 'other'] : ['own', 'other', 'stranger']
}

/** Asks as somebody about somebody's thing, which is made anew; what came back, and whether anything was changed. */
async function knock(route: string, row: ApiRoute, { who, whose }: { who: Who; whose: Whose }) {
  const [method = '', template = ''] = route.split(' ')
  const at = freeTime(people.context.now())
  const db = whose === 'stranger' ? people.lotus : people.iron
  const thing = (await row.of?.({ db, whose, at })) ?? 'unknown'
  const outer = row.within ? await row.within({ db, whose, at }) : thing
  const places = template.match(/\{\w+\}/g) ?? []
  const path = places.reduce(
    (text, place, index) => text.replace(place, index === places.length - 1 ? thing : outer),
    template,
  )
  // Who holds a link holds that of a thing of their own, whatever they ask for.
  const link = whose === 'own' ? (linked.get(thing) ?? thing) : 'bkg_own'
  const token =
    who === 'guest' ? await makeManageToken(people.context as TenantContext, link) : people.tokens[who]
  const before = await changes()
  const answer = await site.ask({
    path: `/api/v1${path}${row.query ? `?${row.query(thing)}` : ''}`,
    host: IRON,
    method,
    headers: {
      ...(who === 'nobody' || token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(row.body ? { 'content-type': 'application/json' } : {}),
    },
    ...(row.body ? { body: JSON.stringify(row.body(thing)) } : {}),
  })
  const text = await answer.text()
  return { status: answer.status, text, isChanged: (await changes()) !== before }
}

/** Whoever is let through may still be told that something else is wrong, a code for instance. */
function isRefusal({ of }: ApiRoute, { status, text }: { status: number; text: string }): boolean {
  if (status === 401) return !text.includes('"wrong_credentials"')
  return status === 403 || (of !== undefined && status === 404)
}

const listed = Object.entries(describeApi(makeApi()).paths ?? {}).flatMap(([path, operations]) =>
  Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
)

test('every route of the API has its row, and every row its route', () => {
  expect(Object.keys(apiRoutes).toSorted()).toEqual(listed.toSorted())
})

describe.each(Object.entries(apiRoutes))('%s', (route, row) => {
  test('lets through whom it should, and nobody else', async () => {
    const wrong: string[] = []
    for (const who of everybody) {
      for (const whose of ownersOf(row)) {
        const { status, text, isChanged } = await knock(route, row, { who, whose })
        const allowed = isAllowed(row, who, whose)
        const refused = isRefusal(row, { status, text })
        if (row.endsLogin && allowed) await people.signInAgain(who)
        if (status >= 500 || refused === allowed || (refused && isChanged)) {
          wrong.push(
            `${who}, ${whose}: ${status}${isChanged ? ', and something changed' : ''} ${text.slice(0, 200)}`,
          )
        }
      }
    }
    expect(wrong).toEqual([])
  })
})

const lists = Object.entries(apiRoutes).flatMap(([route, { who, lists }]) =>
  lists ? [{ route, reaches: who, make: lists }] : [],
)

describe.each(lists)('$route', ({ route, reaches, make }) => {
  test.each(ranked)('shows the %s what they may see and nothing else', async (who) => {
    const reach = reaches.split(' ')[ranked.indexOf(who)]
    const at = freeTime(people.context.now())
    const place = { db: people.iron, at }
    const things = {
      own: await make({ ...place, whose: 'own' }),
      other: await make({ ...place, whose: 'other' }),
    }
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = `${route.replace('GET ', '/api/v1')}?limit=100${cursor ? `&cursor=${cursor}` : ''}`
      const answer = await site.ask({
        path: page,
        headers: { authorization: `Bearer ${people.tokens[who] ?? ''}` },
      })
      // A list, or a problem without one.
      const body = (await answer.json()) as { data?: unknown[]; next_cursor?: string | null }
      seen.push(JSON.stringify(body.data ?? []))
      cursor = body.next_cursor ?? null
    }
    const text = seen.join('')

    expect({ own: text.includes(things.own), other: text.includes(things.other) }).toEqual({
      own: reach !== '-',
      other: reach === 'a',
    })
  })
})

const sensitive = Object.entries(apiRoutes).filter(([, { isFresh }]) => isFresh)

test.each(sensitive)('%s asks who proved themselves two hours ago to do it again', async (route, row) => {
  await makeStale(people, 'owner')
  const { status, text, isChanged } = await knock(route, row, { who: 'owner', whose: 'own' })
  await people.signInAgain('owner')

  expect({ status, isChanged }).toEqual({ status: 403, isChanged: false })
  expect(JSON.parse(text)).toMatchObject({ code: 'reauthentication_required' })
})
