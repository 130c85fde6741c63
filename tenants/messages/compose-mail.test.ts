import { expect, test } from 'vitest'
import { messageSettings } from '../../db/tenant/schema/index.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { elena, makeMailedStudio } from '../../tests/support/mailed-studio.ts'
import { addSession, addBooking } from '../../tests/support/make-class-studio.ts'
import { MAIL_FROM, makeOutbox } from '../../tests/support/make-outbox.ts'
import { days } from '../durations.ts'
import { changeSubscription } from '../unsubscribe/change-subscription.ts'
import { joinWaitlist } from '../waitlist/join-waitlist.ts'

const tokenIn = (header = '') => new URL(header.slice(1, -1)).searchParams.get('token') ?? ''

test('comes from the studio’s own address while its domain is verified, else from the platform’s', async () => {
  const { studio, send, mailbox } = await makeOutbox()
  const { orm, write } = studio.ctx.db
  const said: string[] = []
  for (const mailDomainState of ['none', 'pending', 'verified', 'failed'] as const) {
    const row = { mailDomain: 'ironworks.test', mailLocalPart: 'hello', mailDomainState }
    await write([orm.update(messageSettings).set(row)])
    await makeBooking(studio, { startsAt: studio.clock.now() + days(3) + said.length * days(1) })
    await send()
    const mail = mailbox.mails.at(-1)
    said.push(mail?.from ?? '')
    expect(mail?.replyTo).toBe('hello@ironworks.example.test')
  }
  const ours = `"Iron Works" <${MAIL_FROM}>`
  expect(said).toEqual([ours, ours, '"Iron Works" <hello@ironworks.test>', ours])
})

test('a reminder can be said no to with one click, a confirmation cannot', async () => {
  const { studio, send, mailbox, readMessages } = await makeOutbox()
  const { startsAt } = await makeBooking(studio, { startsAt: studio.clock.now() + days(3) })
  await send()
  studio.clock.set(startsAt - days(1))
  await send()

  const [confirmed, reminded] = mailbox.mails
  expect(confirmed?.headers).toBeUndefined()
  expect(reminded?.headers).toEqual({
    'List-Unsubscribe': expect.stringMatching(
      /^<https:\/\/book\.ironworks\.test\/unsubscribe\?token=cli_[\w.-]+>$/,
    ),
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  })
  const link = reminded?.headers?.['List-Unsubscribe']?.slice(1, -1) ?? ''
  expect(reminded?.text).toContain(`No more e-mail of this kind:\n${link}`)
  expect(reminded?.html).toContain(`href="${link}"`)
  expect(confirmed?.text).not.toContain('unsubscribe')
  const [row] = await readMessages('reminder')
  expect(reminded?.tags).toEqual({ kind: 'reminder', tenant: studio.ctx.tenant.id, message: row?.id })

  const token = tokenIn(reminded?.headers?.['List-Unsubscribe'])
  await changeSubscription(studio.ctx, { token, isWanted: false })
  studio.clock.set(startsAt - 3_600_000)
  await send()
  expect(mailbox.mails).toHaveLength(2)
})

test('so can news of a waitlist', async () => {
  const studio = await makeMailedStudio({ yoga: { waitlistMode: 'offer' } })
  const session = await addSession(studio, { startsAt: studio.clock.now() + days(1), capacity: 1 })
  await addBooking(studio, session)
  const host = 'book.ironworks.test'
  await joinWaitlist(studio.ctx, {
    idempotencyKey: 'join',
    sessionId: session.id,
    client: elena('en'),
    host,
  })

  const mails = await studio.receive()
  const joined = mails.find(({ tags }) => tags['kind'] === 'waitlist_joined')
  expect(tokenIn(joined?.headers?.['List-Unsubscribe'])).toMatch(/^cli_\w+\.waitlist\./)
})
