import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { person } from '../access/route-row.ts'
import { countChanges } from '../access/count-changes.ts'
import { findLeaks } from '../access/find-leaks.ts'
import { ofClient, onlyOf, pageRoutes, type PageRoute } from '../access/page-routes.ts'
import { everybody, makeStale, type Who, type Whose } from '../access/people.ts'
import type { Answer } from '../support/ask.ts'
import {
  knockAt,
  leadsTo,
  makeThings,
  outcomeOf,
  ways,
  type Row,
  type Way,
} from '../support/knock-at-page.ts'
import { listRoutes } from '../support/list-routes.ts'
import { startMatrix, type Matrix } from '../support/start-matrix.ts'

// Every page of a studio, asked for by everybody: as a page, as what a page loads, and with what its form sends.

let matrix: Matrix
let changes: () => Promise<number>

beforeAll(async () => {
  matrix = await startMatrix()
  changes = await countChanges(matrix.people.iron)
})
afterAll(() => matrix.system.close())

/** In the order of a row's reaches; all others may do nothing. */
const ranked: readonly Who[] = ['guest', 'client', 'trainer', 'front_desk', 'manager', 'owner']
const team: readonly Who[] = ['trainer', 'front_desk', 'manager', 'owner']
const signedIn = new Set<Who>(['client', ...team, 'removed'])

type Case = { who: Who; whose: Whose }

const rows: Row[] = Object.entries(pageRoutes).map(([route, row]) => {
  const [method = '', path = ''] = route.split(' ')
  return { method, path, row }
})
const forms = rows.filter(({ method }) => method === 'POST')

/** Of those to whom nothing here belongs some are enough where nothing is anybody's. */
const anybody: readonly Who[] = ['nobody', 'client', 'owner', 'stranger', 'waiting', 'removed']

/** Whose thing it is matters only where there is one, and to whom one could belong. */
function casesOf({ of, who: reaches }: PageRoute): Case[] {
  const askers = reaches === 'everybody' ? anybody : everybody
  return askers.flatMap((who) => {
    const whose: Whose[] = of && ranked.includes(who) ? ['own', 'other', 'stranger'] : ['own']
    if (of && who === 'stranger') whose.push('stranger')
    return whose.map((one) => ({ who, whose: one }))
  })
}

const reachOf = ({ who }: PageRoute, asker: Who): string => who.split(' ')[ranked.indexOf(asker)] ?? '-'

function isAllowed(row: PageRoute, { who, whose }: Case): boolean {
  if (row.who === 'everybody') return true
  if (row.who === person && who === 'removed') return true
  const reach = reachOf(row, who)
  if (reach === '-' || whose === 'stranger') return false
  return reach === 'a' || row.of === undefined || whose === 'own'
}

/** How whoever may not is told so. What is somebody else's is the same as what there is not. */
function refusalOf({ path, row }: Row, { who, whose }: Case): string {
  const isDesk = path.startsWith('/admin')
  if (!isDesk && !path.startsWith('/account')) return 'unknown'
  if (!signedIn.has(who)) return 'sign in'
  if (isDesk && !team.includes(who)) return 'forbidden'
  if (!isDesk || onlyOf.has(row.who)) return 'unknown'
  return reachOf(row, who) === '-' || whose === 'own' ? 'forbidden' : 'unknown'
}

function dueFor(at: Row, one: Case): string {
  if (!isAllowed(at.row, one)) return refusalOf(at, one)
  return at.row.says === 404 ? 'unknown' : 'let through'
}

/** Whose names somebody may come across at all. */
function seenBy(who: Who): readonly Whose[] {
  if (who === 'client' || who === 'guest' || who === 'trainer') return ['own']
  return team.includes(who) ? ['own', 'other'] : []
}

/** What is wrong with an answer, beside who got it. */
function findFaults({ status, text, headers }: Answer, who: Who): string[] {
  const said = text + JSON.stringify(headers)
  const names = (['own', 'other', 'stranger'] as const).filter(
    (whose) => !seenBy(who).includes(whose) && said.includes(`Last-${whose}`),
  )
  const leaks = status >= 400 ? findLeaks(said) : []
  return [...(status >= 500 ? ['fails'] : []), ...names.map((whose) => `names ${whose}`), ...leaks]
}

type Asked = Case & { way: Way; thing: string }

/** Asks in every such case, all at once, and tells where the answer is not what it should be. */
async function findWrong(at: Row, asked: Asked[]): Promise<string[]> {
  const wrong = await Promise.all(
    asked.map(async (one) => {
      const answer = await knockAt(matrix, at, one)
      const [due, outcome, faults] = [dueFor(at, one), outcomeOf(answer), findFaults(answer, one.who)]
      if (due === outcome && faults.length === 0) return []
      const told = `${outcome} in place of ${due} (${answer.status}) ${faults.join(', ')}`
      return [`${one.who}, ${one.whose}, ${one.way}: ${told}`]
    }),
  )
  return wrong.flat()
}

test('every route of the site has its row, and every row its route', async () => {
  expect(Object.keys(pageRoutes).toSorted()).toEqual((await listRoutes()).toSorted())
})

describe.each(rows)('$method $path', (at) => {
  test('refuses whom it should, and looking changes nothing', async () => {
    const { method, row } = at
    const things = await makeThings(matrix, row)
    const cases = casesOf(row).filter((one) => method === 'GET' || !isAllowed(row, one))
    const before = await changes()

    const asked = cases.flatMap((one) => ways.map((way) => ({ ...one, way, thing: things[one.whose] })))
    expect(await findWrong(at, asked)).toEqual([])
    if (!row.makesClient) expect(await changes()).toBe(before)
  })
})

const aboutThings = rows.filter(({ method, row }) => method === 'GET' && row.of)

test.each(aboutThings)('$method $path of another is as one that there is not', async (at) => {
  const things = await makeThings(matrix, at.row)
  const who = at.row.who === ofClient ? 'client' : 'owner'
  const ask = async (thing: string) => {
    const { status, text } = await knockAt(matrix, at, { who, whose: 'stranger', way: 'page', thing })
    return [status, text.replaceAll(thing, 'ID').replaceAll(/nonce="[^"]*"|[0-9a-f-]{36}/g, '')]
  }
  expect(await ask(things.stranger)).toEqual(await ask(things.stranger.replace(/\d/g, '9') + '9'))
})

test('no form is taken from another site, whoever is signed in', async () => {
  const before = await changes()
  const taken = await Promise.all(
    forms.flatMap((at) =>
      ways.map(async (way) => {
        const knock = { who: 'owner', whose: 'own', way, thing: 'unknown' } as const
        const { status } = await knockAt(matrix, at, {
          ...knock,
          headers: { origin: 'http://book.lotus-yoga.test' },
        })
        return status === 403 ? [] : [`${at.path}, ${way}: ${status}`]
      }),
    ),
  )
  expect(taken.flat()).toEqual([])
  expect(await changes()).toBe(before)
})

test('nothing is to be sent where there is no form', async () => {
  const before = await changes()
  const addresses = rows.filter(({ path }) => !forms.some((form) => form.path === path))
  const statuses = await Promise.all(
    addresses.map(async (at) => {
      const form = { ...at, method: 'POST' }
      return (await knockAt(matrix, form, { who: 'owner', whose: 'own', way: 'page', thing: 'unknown' }))
        .status
    }),
  )
  expect(new Set(statuses)).toEqual(new Set([405]))
  expect(await changes()).toBe(before)
})

// From here on things are done, and go on in the background. Those first who are asked again: nothing is done then.
const sensitive = rows
  .filter(({ row }) => row.who !== 'everybody')
  .toSorted((a, b) => Number(b.row.isFresh !== undefined) - Number(a.row.isFresh !== undefined))

test.each(sensitive)('$method $path asks again who was last asked long ago, if it should', async (at) => {
  const { row } = at
  const who = ranked.findLast((one) => reachOf(row, one) !== '-') ?? 'owner'
  await makeStale(matrix.people, who)
  const { own: thing } = await makeThings(matrix, row)
  const before = await changes()
  const answer = await knockAt(matrix, at, { who, whose: 'own', way: 'page', thing })
  const after = await changes()
  await matrix.people.signInAgain(who)

  const to = leadsTo(answer)
  const asks = typeof row.isFresh === 'string' ? to?.endsWith(row.isFresh) : outcomeOf(answer) === 'confirm'
  expect(asks).toBe(row.isFresh !== undefined)
  if (row.isFresh) expect(after).toBe(before)
})

describe.each(forms)('$method $path', (at) => {
  test('is carried out for whom it should', async () => {
    const asked: Asked[] = []
    for (const one of casesOf(at.row).filter((each) => isAllowed(at.row, each))) {
      // What is done to one must not be in the way of the next.
      for (const way of ways) {
        asked.push({ ...one, way, thing: (await makeThings(matrix, at.row))[one.whose] })
      }
    }
    expect(await findWrong(at, asked)).toEqual([])
    if (at.path === '/sign-out') for (const who of signedIn) await matrix.people.signInAgain(who)
  })
})
