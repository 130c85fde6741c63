import { afterAll, expect, test, vi } from 'vitest'
import { IRON, makeSite } from '../testing/make-site.ts'

afterAll(() => vi.useRealTimers())

const overHttp = (path: string, method = 'GET') =>
  new Request(`http://${IRON}${path}`, { method, headers: { host: IRON } })

/** What a site answers over plain http. */
async function answer({ app, env }: Awaited<ReturnType<typeof makeSite>>, path: string, method?: string) {
  const context = { waitUntil: () => {}, passThroughOnException: () => {}, props: {} }
  const { status, headers } = await app.fetch(
    overHttp(path, method),
    env,
    context as unknown as ExecutionContext,
  )
  return { status, location: headers.get('location'), cookie: headers.get('set-cookie') }
}

test('production leads readers to https on the same host, and takes nothing that was sent without it', async () => {
  const site = await makeSite({ isProduction: true })

  for (const path of ['/book?x=1', '/api/v1/studio', '/sign-in?next=//evil.test']) {
    expect(await answer(site, path)).toEqual({
      status: 308,
      location: `https://${IRON}${path}`,
      cookie: null,
    })
  }
  expect((await answer(site, '/sign-in', 'POST')).status).toBe(403)
  expect((await answer(site, '/api/v1/bookings', 'POST')).status).toBe(403)
  expect(site.portal.asked).toEqual([])
})

test('in development plain http will do', async () => {
  expect((await answer(await makeSite(), '/')).status).toBe(200)
})
