import { z } from 'zod'
import { features, limitKeys } from '../../db/registry/schema/plans.ts'
import { line } from '../input-parts.ts'

/** More than any studio has; a plan that allows more does not limit at all. */
const MOST = 10_000_000

const count = z.int('Use a whole number.').min(0, 'Use 0 or more.').max(MOST, `Use at most ${MOST}.`)

/** A count that is left out is as before: of a plan not limited, of what is agreed with a studio as its plan has it. */
export const limitsInput = z.strictObject({
  counts: z.partialRecord(z.enum(limitKeys), count.nullable()).default({}),
  features: z.partialRecord(z.enum(features), z.boolean()).default({}),
})
export type LimitsInput = z.input<typeof limitsInput>

export const planInput = z.object({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'Use 2 to 40 lower-case letters, digits and hyphens.'),
  name: line(80),
  description: z.string().trim().max(500).default(''),
  limits: limitsInput,
  trialDays: z.int('Use a whole number.').min(0).max(365, 'Use at most 365 days.').default(0),
  isPublic: z.boolean().default(false),
  position: z.int('Use a whole number.').min(0).max(10_000).default(0),
})
