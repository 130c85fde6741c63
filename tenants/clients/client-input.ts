import { z } from 'zod'
import { fitnessLevels } from '../../db/tenant/schema/index.ts'
import { isLocalDate } from '../availability/local-time.ts'
import { knownClientInput } from '../bookings/booking-input.ts'
import { anId, isPlain, paragraph } from '../input-parts.ts'
import { LONGEST_VALUE } from './custom-fields/field-values.ts'

/** A line that may be empty. */
const lineOrNone = (max: number) =>
  z
    .string()
    .nullish()
    .transform((text) => (text ?? '').normalize('NFC').trim())
    .pipe(z.string().max(max, 'too_long').refine(isPlain, 'not_plain'))

export { fitnessLevels }

/** Lines of text; empty is none. */
const textOrNull = (max: number) =>
  paragraph(max)
    .nullish()
    .transform((text) => text || null)

/** A local date on which somebody who is alive may have been born. */
const birthday = z.string().refine((on) => isLocalDate(on) && on >= '1890' && on < '2100', 'not_a_date')

/** What staff may write down of a client. A few things are enough to tell who it is. */
export const clientDetails = knownClientInput.extend({
  firstName: lineOrNone(80),
  lastName: lineOrNone(80),
  clientGroupId: anId.nullish().transform((id) => id ?? null),
  bornOn: birthday.nullish().transform((on) => on ?? null),
  fitnessLevel: z
    .enum(fitnessLevels, 'invalid')
    .nullish()
    .transform((level) => level ?? null),
  goals: textOrNull(2_000),
  preferences: textOrNull(2_000),
  /** Values of the studio's own fields, by their ids; null takes one away. What is not named stays. */
  fields: z.record(anId, z.string().max(LONGEST_VALUE, 'too_long').nullable()).default({}),
})

/** Whom nobody could tell from others is not written down. */
export const isSomebody = ({
  firstName,
  lastName,
  email,
  phone,
}: Pick<z.output<typeof clientDetails>, 'firstName' | 'lastName' | 'email' | 'phone'>): boolean =>
  Boolean(firstName || lastName || email || phone)

export const nobody = { path: ['firstName'], error: 'required' }
