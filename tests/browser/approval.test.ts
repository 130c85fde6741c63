import { expect } from 'vitest'
import { startPath } from '../../web/lib/portal-paths.ts'
import { test } from '../support/browser-test.ts'
import { changeService } from '../support/demo-classes.ts'
import { listFreeTimes, lotusPortal, words } from '../support/demo-portals.ts'
import { readBookings } from '../support/read-bookings.ts'
import { waitForMail } from '../support/wait-for-mail.ts'
import { spoken, submitOf, title, typeDetails } from '../support/walk-portal.ts'

const said = words.en
const { service, trainer } = lotusPortal

test.for([true, false])(
  'a time that the studio approves is asked for, kept, and can be withdrawn (JavaScript: %s)',
  async (withJavaScript, { system, visit }) => {
    await changeService(system, lotusPortal, { id: service.id, approval: 'always' })
    const opened = await visit(lotusPortal, { withJavaScript })
    const { page, hands, go } = opened
    const [startsAt = 0] = await listFreeTimes({ url: system.url, portal: lotusPortal })
    const email = `asks-${withJavaScript}@example.test`
    await go(startPath(service.slug, trainer.slug, startsAt))
    expect(await spoken(page.getByRole('main'))).toContain(said.details.request)
    expect(await spoken(submitOf(page))).toBe(said.details.requestButton)
    await typeDetails(opened, { firstName: 'Elena', lastName: 'Dimova', email }, 'en')
    await hands.press(submitOf(page))
    await title(page, said.booking.requestedTitle).waitFor()
    expect(await spoken(page.getByRole('main'))).toContain(said.booking.pendingText)
    expect(await listFreeTimes({ url: system.url, portal: lotusPortal })).not.toContain(startsAt)
    await waitForMail(system.url, email, 1)

    await hands.press(page.getByRole('link', { name: said.booking.cancelRequest }))
    await hands.press(page.getByRole('button', { name: said.cancel.confirm }))
    await title(page, said.booking.cancelledTitle).waitFor()
    const made = (await readBookings(system, lotusPortal.tenantId)).find((row) => row.contactEmail === email)
    expect(made).toMatchObject({ status: 'cancelled', cancelKind: 'free' })
    expect(await listFreeTimes({ url: system.url, portal: lotusPortal })).toContain(startsAt)
  },
)
