import type { AuditRow } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import { readOwnLately } from '../audit/read-own-lately.ts'
import type { TenantContext } from '../context.ts'
import { isAppError } from '../errors.ts'
import { readReferences } from '../studio/read-references.ts'
import { createTimeOff } from './create-time-off.ts'
import { deleteOverride } from './delete-override.ts'
import { deleteTimeOff } from './delete-time-off.ts'
import { digestOf } from './read-week.ts'
import { replaceWeek } from './replace-week.ts'
import type { TimeOffInput } from './time-off-input.ts'
import { toTimeOff } from './to-time-off.ts'
import { fromLine } from './week-lines.ts'

/** As many as one press can make: a year of holidays. */
const MOST_AT_ONCE = 60

/**
 * Takes back what whoever asks did last about hours, as the log knows it, within ten minutes: a week that was replaced, dates
 * that were set (holidays: all that were closed at once), time off that was entered, or deleted: that comes back without its
 * reason, which the log does not know. Classes that went to a substitute stay there. What was taken back is not done again.
 *
 * @returns Whether there was something still: pressed twice, or taken back by somebody else, there is not.
 * @throws AppError `unauthorized`, `forbidden`; `changed_meanwhile` when a week is no longer as they left it.
 */
export async function takeBackHours(ctx: TenantContext): Promise<boolean> {
  const { actor } = requireReach(ctx, 'availability:change')
  const rows = await readOwnLately(ctx, { actor, about: 'availability', limit: MOST_AT_ONCE })
  const [last, before] = rows
  if (!last || (before && isTakenBack(last, before))) return false
  switch (last.action) {
    case 'availability.week_replaced': {
      await putBack(ctx, last)
      return true
    }
    case 'availability.time_off':
      return wasThere(deleteTimeOff(ctx, { timeOffId: last.subjectId }))
    case 'availability.time_off_deleted': {
      await createTimeOff(ctx, await timeOffIn(ctx, last))
      return true
    }
    case 'availability.open':
    case 'availability.closed':
    case 'availability.replace': {
      const together = rows.filter(({ at, action }) => at === last.at && action === last.action)
      let isAny = false
      for (const { subjectId } of together) {
        isAny = (await wasThere(deleteOverride(ctx, { overrideId: subjectId }))) || isAny
      }
      return isAny
    }
    default:
      return false
  }
}

/** Whether the last deed took back the one before it. */
function isTakenBack(last: AuditRow, before: AuditRow): boolean {
  const deeds = `${before.action} ${last.action}`
  if (deeds === 'availability.time_off availability.time_off_deleted')
    return last.subjectId === before.subjectId
  const isSame = (name: string) => last.after?.[name] === before.before?.[name]
  return (
    deeds === 'availability.time_off_deleted availability.time_off' &&
    isSame('trainerId') &&
    isSame('startsAt')
  )
}

/** Time off as `deleteTimeOff` wrote it into the log; a trainer has no say in who gives their classes. */
async function timeOffIn(ctx: TenantContext, { before }: AuditRow): Promise<TimeOffInput> {
  const { onlyTrainerId } = requireReach(ctx, 'availability:change')
  const { trainerId, startsAt, endsAt, isAllDay, substituteTrainerId } = before ?? {}
  const row = {
    id: '',
    trainerId: String(trainerId),
    startsAt: Number(startsAt),
    endsAt: Number(endsAt),
    isAllDay: isAllDay === true,
    substituteTrainerId:
      onlyTrainerId === null && typeof substituteTrainerId === 'string' ? substituteTrainerId : null,
    reason: null,
  }
  const { fromOn, toOn } = toTimeOff(row, await readReferences(ctx))
  const { trainerId: whose, substituteTrainerId: substitute } = row
  const during = row.isAllDay ? { fromOn, toOn } : { startsAt: row.startsAt, endsAt: row.endsAt }
  return { trainerId: whose, substituteTrainerId: substitute, ...during }
}

async function wasThere(deleted: Promise<void>): Promise<boolean> {
  try {
    await deleted
    return true
  } catch (error) {
    if (isAppError(error, 'not_found')) return false
    throw error
  }
}

async function putBack(ctx: TenantContext, { subjectId, before, after }: AuditRow): Promise<void> {
  await replaceWeek(ctx, {
    trainerId: subjectId,
    rules: rulesIn(before),
    digest: await digestOf(rulesIn(after)),
  })
}

/** The week as `replaceWeek` wrote it into the log. */
function rulesIn(state: AuditRow['before']) {
  const lines: unknown = state?.['rules']
  if (!Array.isArray(lines)) return []
  return lines.flatMap((line) => fromLine(String(line)) ?? [])
}
