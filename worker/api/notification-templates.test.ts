import { afterAll, expect, test, vi } from 'vitest'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, asStranger } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const path = '/notification-templates'
const one = `${path}/reminder.push.en`
const texts = { title: 'Soon: {{service}}', body: '{{when}}, {{place}}' }

test('staff read what is said, change it as it was seen, and have it said in our words again', async () => {
  const { body } = await asStaff('GET', `${path}?limit=100`)
  const { data } = body as { data: { id: string; is_own: boolean }[] }
  expect(data[0]).toMatchObject({ id: 'booking_confirmed.email.en', is_own: false, edition: 0 })
  expect((await asStaff('GET', one)).body).toMatchObject({
    defaults: { body: '{{service}}, {{when}}' },
    placeholders: expect.arrayContaining(['service', 'is_soon']),
  })
  const saved = await asStaff('PUT', one, { texts, edition: 0 })
  expect(saved).toMatchObject({ status: 200, body: { texts, is_own: true } })
  expect(await asStaff('PUT', one, { texts, edition: 0 })).toMatchObject({
    status: 409,
    body: { code: 'changed_meanwhile' },
  })
  expect((await asStaff('DELETE', one)).status).toBe(204)
  expect((await asStaff('DELETE', one)).status).toBe(204)
  expect((await asStaff('GET', one)).body).toMatchObject({ is_own: false, updated_at: null })
})

test('a text is seen before it is kept; sending it to oneself takes a person', async () => {
  const asked = { kind: 'reminder', channel: 'push', locale: 'en', texts }
  const { body } = await asStaff('POST', `${path}/preview`, asked)
  expect(body).toMatchObject({ channel: 'push', title: expect.stringMatching(/^Soon: \w/) })
  expect((await asStaff('GET', one)).body).toMatchObject({ is_own: false })
  expect((await asStaff('POST', `${path}/test`, asked)).status).toBe(401)
})

test('says which part is wrong, and knows no other texts', async () => {
  expect(await asStaff('PUT', one, { texts: { title: '{{what}}', body: '' } })).toMatchObject({
    status: 422,
    body: {
      errors: [
        {
          path: 'title',
          code: 'unknown_placeholder',
          about: '{{what}}',
          message: expect.stringContaining('{{what}}'),
        },
        { path: 'body', code: 'required' },
      ],
    },
  })
  for (const id of ['reminder.push', 'reminder.push.de', 'account_reset.sms.en', 'template_test.email.en']) {
    expect((await asStaff('GET', `${path}/${id}`)).status).toBe(404)
  }
  expect((await asVisitor('GET', path)).status).toBe(401)
  expect((await asStranger('GET', path)).status).toBe(401)
})
