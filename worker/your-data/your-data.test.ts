import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { tenants } from '../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { hours } from '../../tenants/durations.ts'
import { addFirstOwner } from '../../tenants/staff/add-first-owner.ts'
import { listMails } from '../providers/dev-mailbox.ts'
import { consumeWork } from '../queue/consume-work.ts'
import { makeBatch } from '../testing/make-batch.ts'
import { makeSite, OLD, PLATFORM } from '../testing/make-site.ts'

const OWNER = 'owner@old-gym.test'

/** Old Gym is closed, and has an owner. */
async function makeClosed() {
  const site = await makeSite()
  const db = openTenantDatabase('ten_old-gym', site.fleet.address('ten-old-gym'))
  const owner = { email: OWNER, name: 'Olga', locale: 'en' as const, passwordHash: null }
  await addFirstOwner({ db, now: Date.now, requestId: 'req_test' }, owner)
  const browse = (path: string, form?: Record<string, string>) =>
    site.ask({
      host: PLATFORM,
      path: `/your-data${path}`,
      method: form ? 'POST' : 'GET',
      headers: {
        origin: `https://${PLATFORM}`,
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(form ? { body: new URLSearchParams(form).toString() } : {}),
    })
  const ask = async (studio: string, email: string) => {
    const answer = await browse('', { studio, email, lang: 'en' })
    // Of two answers nothing differs but what belongs to the request.
    const said = (await answer.text()).replaceAll(/nonce="[^"]*"|nonce-[\w+/=]+/g, '')
    return [answer.status, said]
  }
  const links = async () =>
    (await listMails(site.fakes.mailbox.kv)).flatMap(({ text }) => /token=([^\s]+)/.exec(text)?.[1] ?? [])
  const work = async () => {
    const { batch } = makeBatch(site.fakes.work.sent, { queue: 'trainerhub-work' })
    await consumeWork(batch, { env: site.env, waitUntil: () => {} })
  }
  return { ...site, browse, askFor: ask, links, work }
}

test('the owner of a closed studio takes its data along, once, by a link that was mailed', async () => {
  const { askFor, links, browse, work } = await makeClosed()
  await askFor(`https://${OLD}/book`, OWNER)
  const [link = ''] = await links()
  const token = decodeURIComponent(link)
  expect(await (await browse(`/file?token=${link}`)).text()).toContain('Write the file')
  expect((await browse('/take', { token })).status).toBe(404)
  expect((await browse('/begin', { token })).status).toBe(303)
  expect(await (await browse(`/file?token=${link}`)).text()).toContain('is being written')
  await work()
  expect(await (await browse(`/file?token=${link}`)).text()).toContain('Download it')

  const file = await browse('/take', { token })
  expect([file.status, file.headers.get('content-disposition')]).toEqual([
    200,
    'attachment; filename="old-gym-2027-01-04.sqlite3"',
  ])
  expect((await file.text()).slice(0, 15)).toBe('SQLite format 3')
  for (const again of [
    browse('/take', { token }),
    browse(`/file?token=${link}`),
    browse('/begin', { token }),
  ]) {
    expect((await again).status).toBe(410)
  }
})

test('whoever asks learns nothing of who owns what, and gets nothing of an open studio', async () => {
  const { askFor, links } = await makeClosed()
  const told = await askFor('old-gym', OWNER)
  expect(await links()).toHaveLength(1)
  for (const [studio, email] of [
    ['old-gym', 'elena@example.test'],
    ['iron-works', OWNER],
    ['nobody-there', OWNER],
    [PLATFORM, OWNER],
  ] as const) {
    expect([studio, ...(await askFor(studio, email))]).toEqual([studio, ...told])
  }
  expect(await links()).toHaveLength(1)
})

test('a link ends after a day, when the studio opens, and with the next one', async () => {
  const { askFor, links, browse, fleet } = await makeClosed()
  await askFor('old-gym', OWNER)
  await askFor('old-gym', OWNER)
  const all = await links()
  const statuses = async () =>
    Promise.all(all.map(async (link) => (await browse(`/file?token=${link}`)).status))
  expect((await statuses()).toSorted()).toEqual([200, 410])
  const { orm, write } = fleet.deps.registry
  const setStatus = (status: 'active' | 'suspended') =>
    write([orm.update(tenants).set({ status }).where(eq(tenants.slug, 'old-gym'))])
  await setStatus('active')
  expect(await statuses()).toEqual([410, 410])
  await setStatus('suspended')
  expect((await statuses()).toSorted()).toEqual([200, 410])
  vi.setSystemTime(Date.now() + hours(24))
  expect(await statuses()).toEqual([410, 410])
})

test('a studio’s own host has no such page', async () => {
  const { ask } = await makeClosed()
  expect((await ask({ path: '/your-data' })).status).toBe(404)
})
