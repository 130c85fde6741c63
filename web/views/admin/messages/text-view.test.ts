import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { users, type locales } from '../../../../db/tenant/schema/index.ts'
import { makeDesk } from '../../../../tests/support/make-desk.ts'
import { makeTeam, people } from '../../../../tests/support/make-team.ts'
import { textAnswer } from './text-view.server.ts'

type Locale = (typeof locales)[number]

const fine = { subject: 'Booked', heading: 'Hello', intro: '', closing: '' }

/** Sends a text as Olga does, who reads this language, and gives what is said beside its fields. */
async function errorsOf(locale: Locale, { on, ...fields }: Record<string, string>) {
  const team = await makeTeam()
  const { orm, write } = team.ctx.db
  await write([orm.update(users).set({ locale }).where(eq(users.id, people.olga))])
  const desk = await makeDesk(team, {
    userId: people.olga,
    path: `/admin/messages/texts/booking_confirmed?on=${on}&in=en`,
    params: { kind: 'booking_confirmed' },
    form: { intent: 'save', edition: '0', ...fields },
  })
  const answer = await textAnswer(desk)
  return 'errors' in answer ? answer.errors : {}
}

test.each(['en', 'bg'] as const)('says beside each field which placeholder is wrong: %s', async (locale) => {
  const errors = await errorsOf(locale, {
    ...fine,
    on: 'email',
    subject: 'Booked: {{service}}, {{wen}}',
    heading: '{{#pending}}Soon{{/pending}}',
    intro: 'Dear {{first_name}',
    closing: 'See {{> you}}',
  })
  expect(errors).toEqual({
    subject: expect.stringContaining('{{wen}}'),
    heading: expect.stringContaining('{{#pending}}'),
    intro: expect.stringContaining('{{first_name}'),
    closing: expect.stringContaining('{{> you}}'),
  })
  expect(Object.values(errors).join(' ')).not.toContain('{about}')
  expect(/[а-я]/i.test(errors['subject'] ?? '')).toBe(locale === 'bg')
})

test('says which word is a command to the networks', async () => {
  expect(await errorsOf('en', { on: 'sms', body: 'Reply Cancel to {{service}}' })).toEqual({
    body: expect.stringContaining('“Cancel”'),
  })
})
