import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { DatabaseError } from '../../db/database-error.ts'
import { notificationRules, pushSubscriptions } from '../../db/tenant/schema/index.ts'
import { makePushServer } from '../../tests/fakes/push-server.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { MAIL_FROM, makeOutbox } from '../../tests/support/make-outbox.ts'
import type { TenantOptions } from '../../tests/support/make-tenant.ts'
import type { TenantContext } from '../context.ts'
import { hours, minutes } from '../durations.ts'
import { sealPushAddress } from '../push/push-address.ts'
import { replanReminders } from './insert-reminders.ts'
import type { PushNotice, PushPort, PushResult } from './push-port.ts'
import { sendDueMessages } from './send-due-messages.ts'

/** Elena installed the site on two devices and is reminded there, an hour before: which is now. */
async function makeDue(options: TenantOptions = {}) {
  const outbox = await makeOutbox(options)
  const { studio, mailbox } = outbox
  const { ctx, clock } = studio
  const { db } = ctx
  const { clientId, startsAt } = await makeBooking(studio)
  await outbox.send()
  const browsers = makePushServer()
  const addresses = await Promise.all(
    ['psh_1', 'psh_2'].map(async (id) => ({
      id,
      clientId,
      endpointHash: id,
      sealed: await sealPushAddress(ctx, id, browsers.subscribe('key')),
      device: 'Firefox',
      createdAt: 0,
    })),
  )
  const [remove, add] = replanReminders({ where: sql`true`, now: clock.now() })
  await db.write([
    db.orm.delete(notificationRules).where(sql`kind = 'reminder' AND channel = 'email'`),
    db.orm.insert(pushSubscriptions).values(addresses),
    db.orm.run(remove),
    db.orm.run(add),
  ])
  clock.set(startsAt - hours(1))
  const shown: (PushNotice & { expiresAt: number })[] = []
  const results: PushResult[] = []
  const push: PushPort = {
    send: async (_, notice, expiresAt) => {
      const result = results.shift() ?? { ok: true }
      if (result.ok) shown.push({ ...notice, expiresAt })
      return result
    },
  }
  const send = (sendingCtx: TenantContext = studio.makeContext()) =>
    sendDueMessages(sendingCtx, { mail: mailbox.port, push, mailFrom: MAIL_FROM })
  const readPush = async () =>
    (await outbox.readMessages('reminder')).find(({ channel }) => channel === 'push')
  return { studio, startsAt, shown, results, send, readPush }
}

const busy: PushResult = { ok: false, kind: 'retry', reason: 'status 429', retryAfterMs: minutes(2) }
const gone: PushResult = { ok: false, kind: 'gone', reason: 'status 410' }

test('shows a reminder wherever the site is installed, as long as it is of use', async () => {
  const { shown, send, startsAt, readPush } = await makeDue()
  expect(await send()).toMatchObject({ sent: 1 })
  await send()
  expect(shown).toHaveLength(2)
  expect(shown[0]).toMatchObject({ title: expect.any(String), expiresAt: startsAt - minutes(30) })
  expect(await readPush()).toMatchObject({ state: 'sent', providerId: null, attempts: 1 })
})

test('tries again only what no device took', async () => {
  const { studio, shown, results, send, readPush } = await makeDue()
  results.push(busy, busy)
  expect(await send()).toMatchObject({ sent: 0, nextDueAt: studio.clock.now() + minutes(2) })
  studio.clock.advance(minutes(2))
  results.push(gone, { ok: true })
  expect(await send()).toMatchObject({ sent: 1 })
  expect(shown).toHaveLength(1)
  expect(await readPush()).toMatchObject({ state: 'sent', attempts: 2 })
})

test('skips it when no device is left', async () => {
  const { results, send, readPush } = await makeDue()
  results.push(gone, gone)
  expect(await send()).toMatchObject({ skipped: 1 })
  expect(await readPush()).toMatchObject({ state: 'skipped' })
})

test.each([
  ['before it was on its way', 1, 'sent', 2],
  ['when it may have gone', 3, 'failed', 2],
])('is shown once or never when its process dies %s', async (_, dieAt, state, times) => {
  const { studio, shown, send, readPush } = await makeDue()
  const dying = studio.makeContext()
  const { read, write } = dying.db
  let steps = 0
  const step = async <T>(work: () => Promise<T>) => {
    steps += 1
    if (steps > dieAt) throw new DatabaseError('unknown', 'died')
    return work()
  }
  dying.db.read = (statements) => step(() => read(statements))
  dying.db.write = (statements) => step(() => write(statements))
  await expect(send(dying)).rejects.toThrow('died')
  studio.clock.advance(minutes(5))
  await send()
  await send()
  expect(await readPush()).toMatchObject({ state })
  expect(shown).toHaveLength(times)
})

test('keeps quiet at night', async () => {
  const due = await makeDue({ studio: { settings: { quietFromMinute: 0, quietUntilMinute: 23 * 60 + 59 } } })
  expect(await due.send()).toMatchObject({ sent: 0, skipped: 1 })
  expect(await due.readPush()).toMatchObject({ state: 'skipped', reason: 'quiet_hours' })
  expect(due.shown).toEqual([])
})
