import { z } from 'zod'
import { gapRules, MAX_BUFFER_MINUTES, resourceKinds } from '../../db/tenant/schema/index.ts'
import { anId } from '../input-parts.ts'
import { minutesUpTo, position, someText } from './staff-input.ts'

const buffer = minutesUpTo(MAX_BUFFER_MINUTES).default(0)

/** A room, or so many equal pieces of equipment, at one place. */
export const resourceInput = z.object({
  locationId: anId,
  kind: z.enum(resourceKinds).default('room'),
  name: someText(120),
  /** Services ask for units of a pool; any resource in it will do. */
  pool: anId,
  units: z.int().min(1).max(1_000).default(1),
  /** Kept free around each use. */
  bufferBeforeMinutes: buffer,
  bufferAfterMinutes: buffer,
  gapRule: z.enum(gapRules).default('max'),
  position: position.default(0),
})

export type ResourceInput = z.input<typeof resourceInput>
/** What is not given stays as it is; `active` takes it into use again. */
export type ResourceChange = { [Field in keyof ResourceInput]?: ResourceInput[Field] | undefined } & {
  status?: 'active' | undefined
  /** As it was seen: `tenants/edition.ts`. */
  edition?: number | undefined
}
