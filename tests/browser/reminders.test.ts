import { expect } from 'vitest'
import { startPath } from '../../web/lib/portal-paths.ts'
import { test } from '../support/browser-test.ts'
import { listFreeTimes, portals, words } from '../support/demo-portals.ts'
import { makeRemindersDue } from '../support/make-reminders-due.ts'
import { readBookings } from '../support/read-bookings.ts'
import { waitForMail } from '../support/wait-for-mail.ts'
import { submitOf, title, typeDetails } from '../support/walk-portal.ts'

test.for(portals)(
  'the confirmation and both reminders of $name arrive once when cron runs twice at the same time',
  async (portal, { system, visit }) => {
    const opened = await visit(portal)
    const { page, hands, go } = opened
    const [startsAt = 0] = await listFreeTimes({ url: system.url, portal })
    await go(startPath(portal.service.slug, portal.trainer.slug, startsAt))
    const email = `reminded-by-${portal.tenantId}@example.test`
    await typeDetails(opened, { firstName: 'Elena', lastName: 'Dimova', email }, 'en')
    await hands.press(submitOf(page))
    await title(page, words.en.booking.confirmedTitle).waitFor()
    await waitForMail(system.url, email, 1)

    const { tenantId } = portal
    const booking = (await readBookings(system, tenantId)).find((row) => row.contactEmail === email)
    await makeRemindersDue(system, { tenantId, bookingId: booking?.id ?? '' })
    await Promise.all([system.worker.scheduled(), system.worker.scheduled()])
    await waitForMail(system.url, email, 3)
    await Promise.all([system.worker.scheduled(), system.worker.scheduled()])

    const mails = await waitForMail(system.url, email, 3)
    const reminders = mails.filter(({ subject }) => subject.startsWith('Reminder'))
    expect(reminders).toHaveLength(2)
    const [first, second] = reminders
    expect(first?.id).not.toBe(second?.id)
    for (const { text } of mails) expect(text).toContain(booking?.id)
  },
)
