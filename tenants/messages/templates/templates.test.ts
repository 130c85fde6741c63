import { expect, test } from 'vitest'
import { auditLog, messageTemplates } from '../../../db/tenant/schema/index.ts'
import { failureOf } from '../../../tests/support/failure-of.ts'
import { makeBooking } from '../../../tests/support/make-booking.ts'
import { makeOutbox } from '../../../tests/support/make-outbox.ts'
import { staffActor } from '../../../tests/support/staff-actor.ts'
import { AppError } from '../../errors.ts'
import { hours } from '../../durations.ts'
import { getTemplate } from './get-template.ts'
import { listTemplates } from './list-templates.ts'
import { resetTemplate } from './reset-template.ts'
import { restoreTemplate } from './restore-template.ts'
import { saveTemplate } from './save-template.ts'
import { templateKinds } from './template-kinds.ts'

const confirmed = { kind: 'booking_confirmed', channel: 'email', locale: 'en' }
const own = {
  subject: 'See you, {{service}}!',
  heading: 'Hello {{first_name}}',
  intro: 'It is {{#is_class}}a class{{/is_class}}{{^is_class}}an hour of your own{{/is_class}}.',
  closing: 'Bring a towel.\n\nAnd water.',
}

async function setUp() {
  const outbox = await makeOutbox()
  return { ...outbox, staff: outbox.studio.makeContext({ actor: staffActor }) }
}

test('lists every text in every language, none of them changed at first', async () => {
  const { staff } = await setUp()
  const templates = await listTemplates(staff)
  expect(new Set(templates.map(({ kind }) => kind))).toEqual(new Set(templateKinds))
  expect(templates.filter(({ isOwn, edition }) => isOwn || edition !== 0)).toEqual([])
  for (const { texts } of templates) expect(Object.values(texts)).not.toContain(undefined)
})

test('what the studio says is what goes out, until it is put back', async () => {
  const { staff, studio, send, mailbox } = await setUp()
  const { edition } = await saveTemplate(staff, { ...confirmed, texts: own, edition: 0 })
  await makeBooking(studio)
  await send()
  const [mail] = mailbox.mails
  expect(mail?.subject).toBe('See you, Personal training!')
  expect(mail?.text).toMatch(/^Hello Elena\n\nIt is an hour of your own\.\n\n/)
  expect(mail?.text).toContain('\n\nBring a towel.\n\nAnd water.\n\n')
  expect(mail?.html).toContain('Bring a towel.')

  studio.clock.advance(1)
  await resetTemplate(staff, { ...confirmed, edition })
  expect(await getTemplate(staff, confirmed)).toMatchObject({ isOwn: false, edition: 0 })
  expect(await restoreTemplate(staff, confirmed)).toMatchObject({ isOwn: true, texts: own })
})

test('of two who change one text the second is told', async () => {
  const { staff, studio } = await setUp()
  const { edition } = await saveTemplate(staff, { ...confirmed, texts: own, edition: 0 })
  expect(await failureOf(saveTemplate(staff, { ...confirmed, texts: own, edition: 0 }))).toBe(
    'changed_meanwhile',
  )
  // Reset and written anew, it is another text than the one that was seen.
  studio.clock.advance(1)
  await resetTemplate(staff, confirmed)
  await saveTemplate(staff, { ...confirmed, texts: own })
  expect(await failureOf(saveTemplate(staff, { ...confirmed, texts: own, edition }))).toBe(
    'changed_meanwhile',
  )
  expect(await failureOf(resetTemplate(staff, { ...confirmed, edition }))).toBe('changed_meanwhile')
})

test('a reset is taken back within the hour, once', async () => {
  const { staff, studio } = await setUp()
  expect(await failureOf(restoreTemplate(staff, confirmed))).toBe('not_allowed')
  await saveTemplate(staff, { ...confirmed, texts: own })
  studio.clock.advance(1)
  await resetTemplate(staff, confirmed)
  studio.clock.advance(hours(1))
  expect(await failureOf(restoreTemplate(staff, confirmed))).toBe('not_allowed')
  const [log] = await staff.db.read([staff.db.orm.select().from(auditLog).orderBy(auditLog.at)])
  expect(log.map(({ action }) => action)).toEqual(['message_template.saved', 'message_template.reset'])
})

async function faultsOf(texts: object, key = confirmed): Promise<string[]> {
  const { staff } = await setUp()
  try {
    await saveTemplate(staff, { ...key, texts })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return (error.details.errors ?? []).map(({ path, code }) => `${path}.${code}`)
  }
  return []
}

const sms = { kind: 'reminder', channel: 'sms', locale: 'en' }

test.each([
  [{ ...own, subject: '' }, confirmed, ['subject.required']],
  [{ ...own, heading: '{{servise}}' }, confirmed, ['heading.unknown_placeholder']],
  [{ ...own, heading: '{{#cost}}{{cost}}{{/cost}}' }, confirmed, ['heading.unknown_placeholder']],
  [{ ...own, heading: '{{is_class}}' }, confirmed, ['heading.unknown_placeholder']],
  [{ ...own, intro: '{{link}}' }, confirmed, ['intro.unknown_placeholder']],
  [{ ...own, intro: '{{#is_class}}' }, confirmed, ['intro.template_syntax']],
  [{ ...own, intro: '{{{service}}}' }, confirmed, ['intro.template_syntax']],
  [{ ...own, subject: 'One\nBcc: two' }, confirmed, ['subject.not_plain']],
  [{ ...own, subject: 'x'.repeat(301) }, confirmed, ['subject.too_long']],
  [{ body: 'Reply CANCEL to cancel. {{link}}' }, sms, ['body.opt_out_word']],
  [{ body: 'Text stop' }, sms, ['body.opt_out_word']],
  [{ body: 'The class is cancelled, ending at noon: {{link}}' }, sms, []],
  [{ body: '' }, sms, ['body.required']],
  [{ body: 'Hi' }, { ...sms, kind: 'account_reset' }, ['channel.invalid']],
  [{ body: 'Hi' }, { ...sms, kind: 'template_test' }, ['kind.invalid']],
])('says what is wrong with %j', async (texts, key, faults) => {
  expect(await faultsOf(texts, key)).toEqual(faults)
})

test('what was kept and is not understood any more does not keep a message back', async () => {
  const { studio, send, mailbox } = await setUp()
  const { db } = studio.ctx
  const row = { kind: 'booking_confirmed', channel: 'email', locale: 'en', author: '', updatedAt: 0 } as const
  await db.write([
    db.orm.insert(messageTemplates).values({ ...row, texts: { ...own, subject: '{{#gone}}' } }),
  ])
  await makeBooking(studio)
  await send()
  expect(mailbox.mails[0]?.subject).toMatch(/^Booked: Personal training, /)
  expect(mailbox.mails[0]?.text).toMatch(/^Hello Elena\n/)
})
