import { expect, test } from 'vitest'
import webPush from 'web-push'
import { notificationRules, webhookEvents } from '../../../db/tenant/schema/index.ts'
import { makePushServer } from '../../../tests/fakes/push-server.ts'
import { signInClient } from '../../../tests/support/make-account.ts'
import { makeEndpoint } from '../../../tests/support/make-endpoint.ts'
import { makeTextedStudio } from '../../../tests/support/make-texted-studio.ts'
import { makeWebPush } from '../../../worker/providers/web-push.ts'
import { sql } from 'drizzle-orm'
import { days, minutes } from '../../durations.ts'
import { replanReminders } from '../../messages/insert-reminders.ts'
import { subscribeToPush } from '../../push/subscribe-to-push.ts'
import { runWork } from '../../tasks/run-work.ts'

const vapid = { subject: 'mailto:operator@example.test', ...webPush.generateVAPIDKeys() }

/**
 * A studio with something due on every way out: a reminder by mail, by text message and on a telephone, and an event that a
 * program waits for; and what has left it once all of it was worked on.
 */
async function makeLoudStudio() {
  const made = await makeTextedStudio({ leads: [60] })
  const { studio, phones, mailbox, booking } = made
  const { ctx } = studio
  const server = makePushServer({ now: studio.clock.now })
  const push = makeWebPush({ ...vapid, fetch: server.fetch, now: studio.clock.now })
  const elena = await signInClient(studio)
  await subscribeToPush(elena, { ...server.subscribe(vapid.publicKey), device: 'Phone' })
  await makeEndpoint(ctx)
  const { orm, write } = ctx.db
  const rule = { kind: 'reminder', leadMinutes: 60, createdAt: 0 } as const
  await write([
    orm.insert(notificationRules).values([
      { ...rule, id: 'nrl_mail', channel: 'email' },
      { ...rule, id: 'nrl_push', channel: 'push' },
    ]),
    ...replanReminders({ where: sql`true`, now: studio.clock.now() }).map((statement) => orm.run(statement)),
    orm.insert(webhookEvents).values({
      id: 'evt_1',
      type: 'booking.created',
      subjectId: booking.id,
      at: studio.clock.now(),
    }),
  ])
  const posted: string[] = []
  const letters = mailbox.attempts.length

  async function work(isCopy?: true) {
    studio.clock.set(booking.startsAt - minutes(60))
    const at = studio.makeContext({ tenant: { ...ctx.tenant, isCopy } })
    await made.send({ ctx: at, push })
    await runWork(
      at,
      { kind: 'webhooks' },
      {
        port: {
          send: async ({ url }) => {
            posted.push(url.href)
            return { status: 204, reason: null }
          },
        },
        describe: async () => ({}),
      },
    )
    // What is asked about later is not asked, either.
    studio.clock.advance(days(1))
    await made.send({ ctx: at, push })
    const left = {
      mail: mailbox.attempts.length - letters,
      sms: phones.received.length,
      push: server.ledger.length,
      webhooks: posted.length,
      asked: phones.list.asked,
    }
    return { left, reminders: await made.readMessages('reminder') }
  }
  return work
}

test('whatever is due in a training copy, nothing leaves it; in a studio all of that does', async () => {
  const open = await (await makeLoudStudio())()
  expect(open.left).toMatchObject({ mail: 1, sms: 1, push: 1, webhooks: 1 })

  const copy = await (await makeLoudStudio())(true)
  expect(copy.left).toEqual({ mail: 0, sms: 0, push: 0, webhooks: 0, asked: 0 })
  expect(copy.reminders.map(({ channel, state, reason }) => [channel, state, reason]).toSorted()).toEqual(
    ['email', 'push', 'sms'].map((channel) => [channel, 'skipped', 'training_copy']),
  )
})
