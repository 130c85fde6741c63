/** What may be chosen of a service; what each choice means stands in `db/tenant/schema/services.ts`. */
export { approvals, slotGrids, waitlistModes, windowKinds } from '../../db/tenant/schema/index.ts'

export type ServiceKind = 'appointment' | 'class'

/** What a new service is like before anybody decides otherwise: what most studios choose. */
export function newServiceDefaults(kind: ServiceKind, currency: string) {
  const common = {
    durationMinutes: 60,
    price: { amountMinor: 0, currency },
    minNoticeMinutes: 120,
    freeCancelMinutes: 24 * 60,
    windowKind: 'calendar_days',
    windowDays: 60,
    opensAtMinute: 0,
    maxParty: 1,
    approval: 'none',
    approvalHours: 24,
    intervalMinutes: 30,
    offsetMinutes: 0,
    grid: 'window',
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    gapRule: 'max',
  }
  if (kind === 'appointment') return common
  return {
    ...common,
    capacity: 10,
    walkInCapacity: 0,
    minAttendance: 0,
    decideMinutes: 180,
    waitlistMode: 'promote',
    waitlistMax: 20,
    offerMinutes: 30,
    waitlistCloseMinutes: 60,
    waitlistLeaveMinutes: 0,
  }
}
