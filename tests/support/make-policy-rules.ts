import type { PolicyRules } from '../../db/tenant/schema/index.ts'

/** Free to cancel or move until four hours before; after that nothing is owed, unless told otherwise. */
export function makePolicyRules(changes: Partial<PolicyRules> = {}): PolicyRules {
  return {
    freeCancel: { minutesBefore: 240 },
    reschedule: null,
    maxReschedules: null,
    lateCancel: { kind: 'none' },
    noShow: { kind: 'none' },
    grace: null,
    quietHours: null,
    afterBookingMinutes: 0,
    isWaivedWhenRefilled: false,
    suspension: null,
    ...changes,
  }
}
