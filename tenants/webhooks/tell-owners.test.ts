import { expect, test } from 'vitest'
import { auditLog, messages, users } from '../../db/tenant/schema/index.ts'
import { makeMailbox } from '../../tests/fakes/mailbox.ts'
import { makeWebhooks, openReceiver } from '../../tests/support/make-webhooks.ts'
import { addTeam, people } from '../../tests/support/make-team.ts'
import { eq } from 'drizzle-orm'
import { sendDueMessages } from '../messages/send-due-messages.ts'

test('the owners are told of an endpoint that is not there any more, once each, in their language; it is in the log', async () => {
  await using receiver = await openReceiver()
  const studio = await makeWebhooks({ receiver })
  const { ctx, emit, send } = await addTeam(studio)
  const { orm, read, write } = ctx.db
  await write([orm.update(users).set({ locale: 'bg' }).where(eq(users.id, people.oscar))])
  await emit('whe_1')
  receiver.always({ status: 410 })
  await Promise.all([send(), send()])

  const [told, log] = await read([orm.select().from(messages), orm.select().from(auditLog)])
  expect(told.map(({ kind, recipient }) => `${kind} ${recipient}`).toSorted()).toEqual([
    'webhook_disabled olga@example.test',
    'webhook_disabled oscar@example.test',
  ])
  expect(log.filter(({ action }) => action === 'webhook.disabled')).toMatchObject([
    { actor: 'system', subjectId: 'whk_1', reason: 'gone' },
  ])

  const { port, mails } = makeMailbox()
  await sendDueMessages(ctx, { mail: port, mailFrom: 'bookings@mail.example.test' })
  const host = new URL(receiver.url).host
  const [english, bulgarian] = mails.toSorted((a, b) => (a.to < b.to ? -1 : 1))
  expect(english?.subject).toBe(`Webhooks of Iron Works to ${host} have stopped`)
  expect(english?.text).toContain(`/admin/webhooks/whk_1`)
  expect(english?.text).toContain('Olga, nothing is sent to')
  expect(bulgarian?.subject).toBe(`Уведомленията на Айрън Уъркс до ${host} са спрени`)
  expect(`${english?.html}${bulgarian?.html}`).not.toContain('/hook')
})
