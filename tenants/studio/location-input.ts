import { z } from 'zod'
import { isTimeZone } from '../availability/local-time.ts'
import { position, someText } from './staff-input.ts'

/** A coordinate in degrees, kept as it is written. */
const degrees = (max: number) =>
  z
    .number()
    .min(-max)
    .max(max)
    .nullish()
    .transform((value) => (value === null || value === undefined ? null : String(value)))

/** A place of the studio's. */
export const locationInput = z.object({
  name: someText(120),
  address: someText(300),
  /** IANA name: hours and deadlines of this place are on its clocks. */
  timeZone: z.string().max(64).refine(isTimeZone, 'This is not the name of a time zone.'),
  latitude: degrees(90),
  longitude: degrees(180),
  /** Whose national holidays apply: `BG`, or `DE-BY`. */
  holidayRegion: z
    .string()
    .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'Use a country, such as BG, or a region of it, such as DE-BY.')
    .nullish()
    .transform((region) => region ?? null),
  /** Where clients are shown the way, in place of an address made of the address. */
  mapUrl: z
    .url({ protocol: /^https$/, error: 'This is not an address that starts with https://.' })
    .max(500)
    .nullish()
    .transform((url) => url ?? null),
  position: position.default(0),
})

export type LocationInput = z.input<typeof locationInput>
/** What is not given stays as it is. */
export type LocationChange = { [Field in keyof LocationInput]?: LocationInput[Field] | undefined } & {
  /** As it was seen: `tenants/edition.ts`. */
  edition?: number | undefined
}
