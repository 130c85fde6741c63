import { z } from 'zod'
import { customFieldKinds } from '../../../db/tenant/schema/index.ts'
import { line } from '../../input-parts.ts'
import { someText } from '../../studio/staff-input.ts'

const MOST_CHOICES = 50
export { customFieldKinds }
export type CustomFieldKind = (typeof customFieldKinds)[number]

/** More than anybody wants to fill in. */
export const MOST_FIELDS = 40

export const customFieldInput = z
  .object({
    kind: z.enum(customFieldKinds, 'invalid'),
    label: someText(120),
    /** For `choice`: what can be chosen. */
    choices: z.array(line(120)).max(MOST_CHOICES, 'too_many').default([]),
  })
  .refine(({ kind, choices }) => kind !== 'choice' || choices.length > 0, {
    path: ['choices'],
    error: 'required',
  })
  .refine(({ choices }) => new Set(choices).size === choices.length, { path: ['choices'], error: 'invalid' })
  .transform((field) => (field.kind === 'choice' ? field : { ...field, choices: [] }))
export type CustomFieldInput = z.input<typeof customFieldInput>
