import { expect, test } from 'vitest'
import { askApi } from '../support/ask.ts'
import { makeRemindersDue } from '../support/make-reminders-due.ts'
import { makeRushStudio } from '../support/rush-studio.ts'
import { readMailbox } from '../support/read-mailbox.ts'
import { useTestSystem } from '../support/start-test-system.ts'

const patience = { timeout: 15_000, interval: 100 }

test('the confirmation and both reminders arrive exactly once when cron runs twice at the same time', async () => {
  const system = await useTestSystem()
  const studio = await makeRushStudio(system)
  const email = 'elena@example.test'
  const made = await askApi({
    url: system.url,
    host: studio.host,
    path: '/bookings',
    method: 'POST',
    json: {
      service_id: studio.serviceId,
      start_time: new Date(studio.starts[0] ?? 0).toISOString(),
      client: { first_name: 'Elena', last_name: 'Ivanova', email, locale: 'en' },
    },
  })
  const { id, manage_url } = made.json() as { id: string; manage_url: string }
  const subjects = async () => (await readMailbox(system.url, email)).map(({ subject }) => subject)
  await expect.poll(async () => (await subjects()).length, patience).toBe(1)
  const [confirmation] = await readMailbox(system.url, email)
  expect(confirmation?.attachments.map(({ filename }) => filename)).toEqual([expect.stringMatching(/\.ics$/)])
  expect(confirmation?.text).toContain(manage_url)

  await makeRemindersDue(system, { tenantId: studio.tenantId, bookingId: id })
  await Promise.all([system.worker.scheduled(), system.worker.scheduled(), system.worker.scheduled()])
  await expect.poll(async () => (await subjects()).length, patience).toBe(3)

  await askApi({
    url: system.url,
    host: studio.host,
    path: `/bookings/${id}/cancel${new URL(manage_url).search}`,
    method: 'POST',
    json: {},
  })
  await expect.poll(async () => (await subjects()).length, patience).toBe(4)
  await Promise.all([system.worker.scheduled(), system.worker.scheduled()])
  expect(await subjects()).toHaveLength(4)
})
