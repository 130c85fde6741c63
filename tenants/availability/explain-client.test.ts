import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  bookingLimits,
  bookings,
  clientGroups,
  clients,
  groupWindows,
  policies,
  policyVersions,
  settings,
} from '../../db/tenant/schema/index.ts'
import { makeExplainer, TEN } from '../../tests/support/make-explainer.ts'
import { makePolicyRules } from '../../tests/support/make-policy-rules.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { hours } from '../durations.ts'

const elena = { firstName: 'Elena', lastName: 'Ivanova', email: 'elena@example.test' }
const clientEmail = ' Elena@Example.test'

test('two bookings at one time, unless the studio allows it', async () => {
  const { explain, book, db } = await makeExplainer()
  const { booking } = await book({ client: elena, trainerId: ids.ivan })

  expect(await explain({ clientEmail })).toMatchObject({
    reason: 'client_overlap',
    sentence: 'The client has another booking from 10:00 to 11:00.',
    details: { sourceId: booking.id },
  })
  expect(await explain({ clientEmail: 'somebody@example.test' })).toMatchObject({ ok: true })
  await db.write([db.orm.update(settings).set({ allowsClientOverlap: true })])
  expect(await explain({ clientEmail })).toMatchObject({ ok: true })
})

test('more than their limit', async () => {
  const { explain, book, db } = await makeExplainer()
  await db.write([
    db.orm
      .insert(bookingLimits)
      .values({ id: 'lim_1', subject: 'client', period: 'week', maxBookings: 1, maxMinutes: null }),
  ])
  await book({ client: elena })

  expect(await explain({ clientEmail, startsAt: TEN + hours(48) })).toMatchObject({
    reason: 'client_limit',
    sentence: 'The client has reached 1 booking that week.',
    details: { limitId: 'lim_1' },
  })
  expect(await explain({ clientEmail, startsAt: TEN + hours(24 * 7) })).toMatchObject({ ok: true })
})

test('further ahead than their group', async () => {
  const { explain, db } = await makeExplainer()
  const window = { windowKind: 'calendar_days', windowDays: 1 } as const
  await db.write([
    db.orm.insert(clientGroups).values({ id: 'grp_new', name: { en: 'New' } }),
    db.orm.insert(groupWindows).values({ id: 'grw_1', clientGroupId: 'grp_new', ...window }),
    db.orm.insert(clients).values({
      ...elena,
      id: 'cli_elena',
      locale: 'en',
      clientGroupId: 'grp_new',
      createdAt: 0,
    }),
  ])

  expect(await explain({ clientEmail, startsAt: TEN + hours(48) })).toMatchObject({
    reason: 'too_far',
    sentence: 'Too far ahead: opens on Tuesday 5 January at 00:00.',
  })
  expect(await explain({ startsAt: TEN + hours(48) })).toMatchObject({ ok: true })
})

test('anything online, after they did not come', async () => {
  const { explain, book, db } = await makeExplainer()
  const rules = makePolicyRules({ suspension: { count: 1, days: 30, blockDays: 10 } })
  await db.write([
    db.orm.insert(policies).values({ id: 'pol_1', name: 'House rules', position: 0, version: 1 }),
    db.orm
      .insert(policyVersions)
      .values({ policyId: 'pol_1', version: 1, rules, text: { en: 'Come.' }, createdAt: 0 }),
  ])
  const { booking } = await book({ client: elena })
  await db.write([
    db.orm.update(bookings).set({ status: 'no_show', statusAt: TEN }).where(eq(bookings.id, booking.id)),
  ])

  expect(await explain({ clientEmail, startsAt: TEN + hours(48) })).toMatchObject({
    reason: 'suspended',
    sentence: expect.stringMatching(/^The client cannot book online until Thursday 14 January at /),
    details: { opensAt: expect.any(Number) },
  })
})
