import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { makePeople, type Who } from '../tests/access/people.ts'
import { ids } from '../tests/support/studio-rows.ts'
import { IRON, LOTUS, makeSite } from './testing/make-site.ts'

const site = await makeSite()
const people = await makePeople(site, 'browser')
const { state } = site.fakes.calendars
afterAll(() => vi.useRealTimers())
beforeEach(() => void state.names.splice(0))

type Knock = { who?: Who; trainer?: string; headers?: Record<string, string>; host?: string }

async function knock({ who = 'owner', trainer, headers = {}, host = IRON }: Knock) {
  const { status } = await site.ask({
    path: trainer === undefined ? '/admin/live' : `/admin/live?trainer=${trainer}`,
    host,
    headers: {
      upgrade: 'websocket',
      origin: `https://${host}`,
      cookie: `__Host-session=${people.tokens[who] ?? 'none'}`,
      ...headers,
    },
  })
  return { status, opened: [...state.names] }
}

test.each<[Who, string | undefined, string]>([
  ['owner', undefined, 'studio'],
  ['front_desk', 'ivan', ids.ivan],
  ['trainer', undefined, ids.maria],
  ['trainer', ids.maria, ids.maria],
])('opens for the %s who looks at %s', async (who, trainer, line) => {
  expect(await knock({ who, ...(trainer ? { trainer } : {}) })).toEqual({
    status: 200,
    opened: [`ten_iron-works:${line}`],
  })
})

test.each<[string, Knock, number]>([
  ['nobody', { who: 'nobody' }, 401],
  ['a client', { who: 'client' }, 403],
  ['who works here no more', { who: 'removed' }, 401],
  ['who has yet to show a second factor', { who: 'waiting' }, 401],
  ['whose session is over', { who: 'expired' }, 401],
  ['another studio’s owner', { who: 'stranger' }, 401],
  ['an owner at another studio', { who: 'owner', host: LOTUS }, 401],
  ['a trainer who looks at somebody else', { who: 'trainer', trainer: ids.ivan }, 404],
  ['an owner who looks at nobody', { trainer: 'nobody' }, 404],
  ['a page of another studio', { headers: { origin: `https://${LOTUS}` } }, 403],
  ['a page of nowhere', { headers: { origin: 'null' } }, 403],
  ['plain http', { headers: { origin: `http://${IRON}` } }, 403],
  ['what wants no socket', { headers: { upgrade: 'h2c' } }, 400],
])('is shut to %s', async (_who, asked, status) => {
  expect(await knock(asked)).toEqual({ status, opened: [] })
})

test('is shut to what does not say where it comes from', async () => {
  const headers = { upgrade: 'websocket', cookie: `__Host-session=${people.tokens.owner ?? ''}` }
  expect(await site.ask({ path: '/admin/live', headers })).toMatchObject({ status: 403 })
})
