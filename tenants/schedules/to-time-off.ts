import type { TimeOffRow } from '../../db/tenant/schema/index.ts'
import { localDateAt } from '../availability/local-time.ts'
import type { References } from '../studio/read-references.ts'

/** An absence; `fromOn` and `toOn` are its whole local dates, both inclusive, when it was given so. */
export type TimeOff = TimeOffRow & { fromOn: string | null; toOn: string | null }

/** With its dates in the zone of the trainer's main place. */
export function toTimeOff(row: TimeOffRow, { trainer, timeZoneOf }: References): TimeOff {
  if (!row.isAllDay) return { ...row, fromOn: null, toOn: null }
  const timeZone = timeZoneOf(trainer(row.trainerId).locationId)
  return { ...row, fromOn: localDateAt(timeZone, row.startsAt), toOn: localDateAt(timeZone, row.endsAt - 1) }
}
