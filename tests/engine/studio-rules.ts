import {
  bookingLimits,
  clientGroups,
  clients,
  groupWindows,
  policies,
  policyVersions,
  type PolicyRules,
  type services,
} from '../../db/tenant/schema/index.ts'
import { makeId } from '../../tenants/ids.ts'
import { makeClassStudio, type ClassStudio } from '../support/make-class-studio.ts'
import { makePolicyRules } from '../support/make-policy-rules.ts'
import { ids } from '../support/studio-rows.ts'

/** A studio's published rules for its classes, as its owner would enter them. */
export type StudioRules = {
  class: Partial<typeof services.$inferInsert>
  policy: Partial<PolicyRules>
  limits: Omit<typeof bookingLimits.$inferInsert, 'id'>[]
  /** Windows of groups of clients that differ from everybody's. */
  groups: { id: string; window: Pick<typeof groupWindows.$inferInsert, 'windowKind' | 'windowDays'> }[]
}

/**
 * "Members may book classes up to 4 days in advance, short-term members 1 day. Cancel at least 2 hours before. Three late
 * cancellations or no-shows within any 30 days, and online booking is blocked for 10 days."
 */
export const membersClub: StudioRules = {
  class: { windowKind: 'calendar_days', windowDays: 4 },
  policy: {
    freeCancel: { minutesBefore: 120 },
    suspension: { count: 3, days: 30, blockDays: 10 },
  },
  limits: [],
  groups: [{ id: 'grp_short_term', window: { windowKind: 'calendar_days', windowDays: 1 } }],
}

/**
 * "Book up to 21 days in advance, at most 10 open bookings and 1 a day. Cancel at least 4 hours before. The waitlist is decided
 * at least 3 hours before, and can be left until 4 hours before. Check in at least 5 minutes before the start."
 */
export const cityGym: StudioRules = {
  class: {
    windowKind: 'calendar_days',
    windowDays: 21,
    waitlistCloseMinutes: 180,
    waitlistLeaveMinutes: 240,
    checkInMinutes: 5,
  },
  policy: { freeCancel: { minutesBefore: 240 } },
  limits: [
    { subject: 'client', period: 'open', maxBookings: 10 },
    { subject: 'client', period: 'day', maxBookings: 1 },
  ],
  groups: [],
}

/**
 * "Cancel or transfer at least 30 minutes before, or the class is charged. One free taster per person, ever. From the waitlist
 * places are offered to one person after the other, who has an hour to answer."
 */
export const packStudio: StudioRules = {
  class: { waitlistMode: 'offer', offerMinutes: 60, waitlistCloseMinutes: 30 },
  policy: {
    freeCancel: { minutesBefore: 30 },
    reschedule: { minutesBefore: 30 },
    lateCancel: { kind: 'fee', feePercent: 100 },
    noShow: { kind: 'fee', feePercent: 100 },
  },
  limits: [{ subject: 'client', serviceId: ids.assessment, period: 'ever', maxBookings: 1 }],
  groups: [],
}

/** A studio that goes by these rules; its taster is the assessment. */
export async function makeStudioWith(rules: StudioRules): Promise<ClassStudio> {
  const studio = await makeClassStudio({ yoga: rules.class })
  const { db } = studio.ctx
  const groups = rules.groups.flatMap(({ id, window }) => [
    db.orm.insert(clientGroups).values({ id, name: { en: id } }),
    db.orm.insert(groupWindows).values({ id: makeId('gwn'), clientGroupId: id, ...window }),
  ])
  const limits = rules.limits.map((limit) =>
    db.orm.insert(bookingLimits).values({ id: makeId('lim'), ...limit }),
  )
  const policyId = 'pol_house'
  await db.write([
    db.orm.insert(policies).values({ id: policyId, name: 'House rules', position: 0, version: 1 }),
    db.orm.insert(policyVersions).values({
      policyId,
      version: 1,
      rules: makePolicyRules(rules.policy),
      text: { en: 'House rules' },
      createdAt: 0,
    }),
    ...groups,
    ...limits,
  ])
  return studio
}

/** Somebody the studio knows, in a group of clients. */
export async function makeMember({ ctx: { db } }: ClassStudio, email: string, clientGroupId: string) {
  const row = { id: makeId('cli'), email, firstName: 'Elena', lastName: 'Ivanova', createdAt: 0 }
  await db.write([db.orm.insert(clients).values({ ...row, locale: 'en', clientGroupId })])
}
