import { and, eq, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import {
  availabilityRuleKinds,
  availabilityRules,
  type AvailabilityRuleRow,
} from '../../db/tenant/schema/index.ts'
import type { Right } from '../access/grants.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { anId } from '../input-parts.ts'
import { localDate, localWindow } from '../studio/staff-input.ts'

export type WeeklyRule = AvailabilityRuleRow
export type RuleKind = (typeof availabilityRuleKinds)[number]

/** The same without its name, and without whose it is. */
export type WeekRule = Omit<WeeklyRule, 'id' | 'trainerId'>

/**
 * Weekly hours (`open`) or a weekly break, in the wall time of the place; without a place the trainer's main one, a break:
 * every one. Rules of one trainer may overlap: hours add up, breaks are cut out of them.
 */
export const weekRuleInput = localWindow
  .safeExtend({
    kind: z.enum(availabilityRuleKinds),
    locationId: anId.nullish().transform((id) => id ?? null),
    /** ISO: 1 is Monday. */
    weekday: z.int().min(1).max(7),
    /** Both inclusive. */
    validFromOn: localDate.nullish().transform((on) => on ?? null),
    validToOn: localDate.nullish().transform((on) => on ?? null),
    everyNWeeks: z.int().min(1).max(52).default(1),
    /** A date of a week in which it applies. */
    anchorOn: localDate.nullish().transform((on) => on ?? null),
  })
  .refine(({ validFromOn, validToOn }) => !validFromOn || !validToOn || validFromOn <= validToOn, {
    path: ['validToOn'],
    error: 'It ends before it starts.',
  })
  .refine(({ everyNWeeks, anchorOn }) => everyNWeeks <= 1 || anchorOn !== null, {
    path: ['anchorOn'],
    error: 'Say a date of a week in which it applies.',
  })

/** A rule of a trainer, by id or slug. */
export const weeklyRuleInput = weekRuleInput.safeExtend({ trainerId: anId })

export type WeeklyRuleInput = z.input<typeof weeklyRuleInput>

/**
 * One rule, for a trainer one of their own.
 *
 * @throws AppError `unauthorized`, `forbidden`; `not_found`, also for a rule of the other kind.
 */
export async function getWeeklyRule(
  ctx: TenantContext,
  { ruleId, kind }: { ruleId: string; kind: RuleKind },
  right: Right = 'availability:view',
): Promise<WeeklyRule> {
  const { onlyTrainerId } = requireReach(ctx, right)
  const { orm, read } = ctx.db
  const [[row]] = await read([
    orm.select().from(availabilityRules).where(isRule({ ruleId, kind, onlyTrainerId })),
  ])
  if (!row) throw new AppError('not_found', 'There is no such rule.')
  return row
}

type Which = { ruleId: string; kind: RuleKind; onlyTrainerId: string | null }

/** A condition on the table: the rule of this name and kind, and of this trainer where one is named. */
export function isRule({ ruleId, kind, onlyTrainerId }: Which): SQL | undefined {
  const { id, kind: itsKind, trainerId } = availabilityRules
  return and(
    eq(id, ruleId),
    eq(itsKind, kind),
    onlyTrainerId === null ? undefined : eq(trainerId, onlyTrainerId),
  )
}
