import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test, vi } from 'vitest'
import { operatorKeys } from '../../db/registry/schema/index.ts'
import { PLATFORM_HOST } from '../../scripts/local/start-system.ts'
import { minutes, seconds } from '../../tenants/durations.ts'
import { makeOperatorSecret, operatorKeyRow } from '../../tenants/operators/operator-key.ts'
import { startWebhookReceiver } from '../fakes/webhook-receiver.ts'
import { askApi, askForm, ask } from '../support/ask.ts'
import { bookByApi } from '../support/book-by-api.ts'
import {
  makeBusyStudio,
  makeConfirmationDue,
  makeWebhookDue,
  type BusyStudio,
} from '../support/busy-studio.ts'
import { makeRemindersDue } from '../support/make-reminders-due.ts'
import { openLiveSocket } from '../support/open-live-socket.ts'
import { readMailbox } from '../support/read-mailbox.ts'
import { useTestSystem, type TestSystem } from '../support/start-test-system.ts'
import { waitForMail } from '../support/wait-for-mail.ts'
import { watchSurfaces, type Seen, type Watch } from '../support/watch-surfaces.ts'

// Attack OPS-05 of the project's list on the whole product as built: closed while it is as busy as can be.

/** What the platform promises of suspending and of opening again. */
const PROMISED_MS = minutes(1)
const GONE = 410
const CALM = 'calm'
/** In which everything goes on being asked for, though all said no. */
const AFTERWARDS_MS = seconds(3)

async function makeBusy() {
  const receiver = await startWebhookReceiver()
  onTestFinished(receiver.close)
  const system = await useTestSystem()
  const studio = await makeBusyStudio(system, { slug: 'busy', webhookUrl: receiver.url })
  const neighbour = await makeBusyStudio(system, { slug: CALM, webhookUrl: `${receiver.url}-calm` })
  const secret = makeOperatorSecret()
  const about = { id: 'opk_1', name: 'Test', role: 'operator' as const, createdBy: 'system', now: 0 }
  const { orm, write } = system.fleet.registry
  await write([orm.insert(operatorKeys).values(await operatorKeyRow(secret, { ...about, expiresAt: null }))])
  const operate = async (deed: 'suspend' | 'resume', json: object) => {
    const headers = { authorization: `Bearer ${secret}` }
    const path = `/tenants/busy/${deed}`
    const answer = await askApi({ url: system.url, host: PLATFORM_HOST, path, method: 'POST', headers, json })
    expect([deed, answer.status]).toEqual([deed, 200])
    return Date.now()
  }
  const heard = () => receiver.received.filter(({ path }) => path === '/hook')
  return { system, studio, neighbour, operate, heard }
}

/** Elena’s booking in three weeks, and her confirmation has come. */
async function bookElena({ url }: TestSystem, studio: BusyStudio): Promise<{ id: string; email: string }> {
  const startsAt = (studio.starts[0] ?? 0) + 14 * 24 * 60 * minutes(1)
  const made = await bookByApi(url, studio, { startsAt, trainer: 1, key: 'elena' })
  const { id } = made.json() as { id: string }
  await waitForMail(url, 'elena@example.test', 1)
  return { id, email: 'elena@example.test' }
}

const allSay = (watch: Watch, is: (status: number) => boolean) => () =>
  Object.entries(watch.last()).filter(([, status]) => !is(status))

/** Shown, done, or refused because somebody was faster. */
const isOpen = (status: number) => (status > 100 && status < 400) || status === 409
const notGone = ({ status }: Seen) => status !== GONE

/** Each surface, more than once. */
function hasAnswered({ seen }: Watch, surfaces: string[]): boolean {
  return surfaces.every((surface) => seen.filter((one) => one.surface === surface).length > 1)
}

type Mail = { id: string; to: string; subject: string }

/** All that was mailed but to the owner, whom the platform tells of their studio, and to whoever the neighbour knows. */
async function readMails({ url }: TestSystem, { ownerEmail }: BusyStudio): Promise<Mail[]> {
  const kept = await ask({ url, host: PLATFORM_HOST, path: '/dev/mailbox.json' })
  const { data } = kept.json() as { data: Mail[] }
  return data.filter(({ to }) => to !== ownerEmail && !to.includes(CALM))
}

/** Whoever was at it when the studio was closed is done. */
async function settleVisits({ db }: BusyStudio): Promise<void> {
  await vi.waitUntil(
    async () => {
      const claimed = sql`SELECT (SELECT count(*) FROM messages WHERE state = 'claimed')
        + (SELECT count(*) FROM webhook_deliveries WHERE state = 'claimed') AS n`
      const [[row]] = await db.read([db.orm.all<{ n: number }>(claimed)])
      return row?.n === 0
    },
    { timeout: 30_000, interval: 100 },
  )
}

test('suspended under load, every surface is closed within a minute and nothing of the studio goes on; resumed, all of it does', async () => {
  const { system, studio, neighbour, operate, heard } = await makeBusy()
  const { url } = system
  const elena = await bookElena(system, studio)
  const live = await openLiveSocket({ url, host: studio.host, path: '/admin/live', cookie: studio.cookie })
  onTestFinished(live.close)
  const watch = watchSurfaces(studio.surfaces)
  const others = watchSurfaces(neighbour.surfaces, seconds(1))
  onTestFinished(async () => void (await Promise.all([watch.stop(), others.stop()])))
  // Busy: every surface has answered, bookings are made, programs and pages hear of it.
  const surfaces = Object.keys(studio.surfaces)
  await vi.waitUntil(() => hasAnswered(watch, surfaces) && heard().length > 0 && live.heard() > 0, {
    timeout: 60_000,
    interval: 50,
  })
  expect(watch.seen.filter(({ status }) => !isOpen(status))).toEqual([])

  const suspendedAt = await operate('suspend', { confirm: 'busy', reason: 'Abuse.', reminds: true })
  await expect
    .poll(
      allSay(watch, (status) => status === GONE),
      { timeout: PROMISED_MS, interval: 50 },
    )
    .toEqual([])
  const lastOpenAt = Math.max(suspendedAt, ...watch.seen.filter(notGone).map(({ answeredAt }) => answeredAt))
  expect(lastOpenAt - suspendedAt).toBeLessThanOrEqual(PROMISED_MS)
  await settleVisits(studio)
  const [bookings, mails, calls, rings] = [
    await studio.readBookings(),
    await readMails(system, studio),
    heard().length,
    live.heard(),
  ]

  // What comes due now: a confirmation, a webhook, and reminders, which alone the rule lets out.
  await makeConfirmationDue(studio.db, elena.id)
  await makeWebhookDue(studio.db)
  await makeRemindersDue(system, { tenantId: studio.tenantId, bookingId: elena.id })
  await Promise.all([system.worker.scheduled(), system.worker.scheduled()])
  const [, ...reminders] = await waitForMail(url, elena.email, 3)
  expect(reminders.map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/^(Reminder|Напомняне)/),
    expect.stringMatching(/^(Reminder|Напомняне)/),
  ])
  await exportStudio(system, studio)
  await wait(AFTERWARDS_MS)

  await settleVisits(studio)
  const late = watch.seen.filter(({ askedAt }) => askedAt > lastOpenAt)
  expect(late.filter(notGone)).toEqual([])
  expect(new Set(late.map(({ surface }) => surface))).toEqual(new Set(surfaces))
  expect(await studio.readBookings()).toHaveLength(bookings.length)
  expect(bookings.filter(({ createdAt }) => createdAt > lastOpenAt)).toEqual([])
  const known = new Set([...mails, ...reminders].map(({ id }) => id))
  const alsoTold = (await readMails(system, studio)).filter(({ id }) => !known.has(id))
  expect(alsoTold.map(({ to, subject }) => `${to}: ${subject}`)).toEqual([])
  expect([heard().length, live.heard()]).toEqual([calls, rings])

  const resumedAt = await operate('resume', {})
  await expect.poll(allSay(watch, isOpen), { timeout: PROMISED_MS, interval: 50 }).toEqual([])
  expect(Date.now() - resumedAt).toBeLessThanOrEqual(PROMISED_MS + seconds(1))
  await system.worker.scheduled()
  // What waited goes on: the confirmation, and the program that was not told.
  await waitForMail(url, elena.email, 4)
  await vi.waitUntil(() => heard().length > calls, { timeout: 30_000, interval: 100 })
  await vi.waitUntil(async () => (await studio.readBookings()).length > bookings.length, { timeout: 30_000 })

  await Promise.all([watch.stop(), others.stop()])
  expect(others.seen.filter(({ status }) => !isOpen(status))).toEqual([])
}, 240_000)

/** Its owner takes the data along, by the link that the platform mails. */
async function exportStudio({ url }: TestSystem, { ownerEmail, host }: BusyStudio): Promise<void> {
  const at = { url, host: PLATFORM_HOST }
  const wish = { studio: host, email: ownerEmail, lang: 'en' }
  expect((await askForm({ ...at, path: '/your-data', form: wish })).status).toBe(200)
  const token = await vi.waitUntil(
    async () => {
      const [newest] = await readMailbox(url, ownerEmail)
      return /\/your-data\/file\?token=([\w.~%-]+)/.exec(newest?.text ?? '')?.[1]
    },
    { timeout: 20_000, interval: 100 },
  )
  const form = { token: decodeURIComponent(token ?? '') }
  expect((await askForm({ ...at, path: '/your-data/begin', form })).status).toBe(303)
  await vi.waitUntil(
    async () => (await ask({ ...at, path: `/your-data/file?token=${token}` })).text.includes('Download it'),
    { timeout: 30_000, interval: 200 },
  )
  const file = await askForm({ ...at, path: '/your-data/take', form })
  expect([file.status, file.text.slice(0, 15)]).toEqual([200, 'SQLite format 3'])
}
