import { z } from 'zod'
import { MINUTES_PER_DAY } from '../availability/local-time.ts'
import { anId } from '../input-parts.ts'
import { invalidFields } from '../parse-input.ts'
import type { References } from '../studio/read-references.ts'
import { toLine } from './week-lines.ts'
import { weekRuleInput, type WeekRule } from './weekly-rule.ts'

/** More than a week of quarter hours that differ every other week: nobody types that. */
const MOST_RULES = 200

/** A whole week of a trainer: hours and breaks, wherever and whenever they hold. */
export const weekInput = z.object({
  /** Id or slug. */
  trainerId: anId,
  /** Those that hold under the same conditions and overlap become one. */
  rules: z.array(weekRuleInput).max(MOST_RULES, 'too_many'),
  /** Of the week as it was seen (`getWeek`): another one by now is not replaced. Without it, whatever is there is. */
  digest: z.string().max(100).optional(),
})

export type WeekInput = z.input<typeof weekInput>

type Whose = { locationId: string }

/**
 * Sees to it that the places are there, and that breaks are where the week has the trainer work.
 *
 * @throws AppError `invalid_input` naming `rules.<n>.locationId`.
 */
export function checkPlaces(references: References, trainer: Whose, rules: readonly WeekRule[]): void {
  const open = rules.flatMap(({ kind, locationId }) => (kind === 'open' ? [locationId] : []))
  const works = new Set([trainer.locationId, ...open])
  for (const [index, { kind, locationId }] of rules.entries()) {
    if (locationId === null) continue
    const path = `rules.${index}.locationId`
    references.location(locationId, path)
    if (kind === 'open' || works.has(locationId)) continue
    const message = 'The trainer has no hours at this place.'
    throw invalidFields([{ path, message, code: 'trainer_not_there' }])
  }
}

/**
 * Rules that hold under the same conditions and overlap become one, a day long at most. Those that only touch stay two:
 * times are offered from the beginning of each.
 */
export function mergeRules(rules: readonly WeekRule[]): WeekRule[] {
  const conditionsOf = (rule: WeekRule) => toLine({ ...rule, startMinute: 0, endMinute: 1 })
  return [...Map.groupBy(rules, conditionsOf).values()].flatMap((alike) => {
    const merged: WeekRule[] = []
    for (const rule of alike.toSorted((a, b) => a.startMinute - b.startMinute)) {
      const last = merged.at(-1)
      const endMinute = Math.max(last?.endMinute ?? 0, rule.endMinute)
      const isOne =
        last && rule.startMinute < last.endMinute && endMinute - last.startMinute <= MINUTES_PER_DAY
      if (isOne) last.endMinute = endMinute
      else merged.push({ ...rule })
    }
    return merged
  })
}
