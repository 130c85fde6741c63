import { z } from 'zod'
import * as schema from '../../db/tenant/schema/index.ts'

const text = z.partialRecord(z.enum(schema.locales), z.string().min(1))
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
const windows = z.array(z.string().regex(/^\d\d:\d\d-\d\d:\d\d$/))
const wholeNumber = z.int().min(0)
const color = z.string().regex(/^#[0-9a-f]{6}$/)

const trainer = z.strictObject({
  id: z.string().startsWith('trn_'),
  slug,
  name: text,
  speciality: text,
  bio: text,
  /** By ISO weekday (1 is Monday), windows 'HH:MM-HH:MM' in the place's wall time. */
  weeklyHours: z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), windows),
  /** One date that differs, so many days from today: other windows, or none for a day off. */
  override: z.strictObject({ inDays: wholeNumber, windows }).optional(),
  /** Away next week, from one weekday's time to another's. */
  timeOff: z
    .strictObject({
      from: z.strictObject({ weekday: z.int(), time }),
      until: z.strictObject({ weekday: z.int(), time }),
      reason: z.string(),
    })
    .optional(),
})

const service = z.strictObject({
  id: z.string().startsWith('svc_'),
  slug,
  name: text,
  description: text,
  durationMinutes: wholeNumber,
  intervalMinutes: wholeNumber,
  grid: z.enum(schema.slotGrids),
  bufferAfterMinutes: wholeNumber,
  minNoticeMinutes: wholeNumber,
  windowDays: wholeNumber,
  freeCancelMinutes: wholeNumber,
  priceMinor: wholeNumber,
  trainerIds: z.array(z.string()),
  /** Classes only. */
  kind: z.enum(schema.serviceKinds).optional(),
  capacity: z.int().min(1).optional(),
  maxParty: z.int().min(1).optional(),
  waitlistMode: z.enum(schema.waitlistModes).optional(),
})

/** A class that comes back every week, from this week's Monday on. */
const classSeries = z.strictObject({
  id: z.string().startsWith('cse_'),
  serviceId: z.string(),
  trainerId: z.string(),
  /** ISO: 1 is Monday. */
  weekdays: z.array(z.int().min(1).max(7)).min(1),
  time,
})

const settings = z.strictObject({
  studioName: text,
  tagline: text,
  about: text,
  policy: text,
  defaultLocale: z.enum(schema.locales),
  locales: z.array(z.enum(schema.locales)).min(1),
  currency: z.string().length(3),
  theme: z.strictObject({
    brandColor: color,
    accentColor: color.nullable(),
    mood: z.enum(schema.surfaceMoods),
    typePair: z.enum(schema.typePairs),
    corners: z.enum(schema.cornerStyles),
    hero: z.enum(schema.heroStyles),
    density: z.enum(schema.densities),
    pattern: z.enum(schema.patternStyles),
  }),
  contactEmail: z.email(),
  contactPhone: z.string().nullable(),
})

const place = z.strictObject({
  id: z.string().startsWith('loc_'),
  name: text,
  address: text,
  timeZone: z.string(),
  latitude: z.string(),
  longitude: z.string(),
  /** Whose national holidays apply: `BG`, or `US-NY`. */
  holidayRegion: z.string().optional(),
})

/** A whole studio, written down: the demo studios are, and `npm run provision` makes one from such a file. */
export const demoStudio = z.strictObject({
  id: z.string().startsWith('ten_'),
  slug: z.string(),
  name: z.string().min(1),
  ownDomains: z.array(z.string()),
  isSuspended: z.boolean(),
  settings,
  place: place.optional(),
  trainers: z.array(trainer),
  services: z.array(service),
  /** Classes that come back every week; a studio that has none says nothing. */
  classes: z.array(classSeries).default([]),
  /** People with bookings to show; a real studio begins without. */
  clients: z.array(
    z.strictObject({ id: z.string(), firstName: z.string(), lastName: z.string(), email: z.email() }),
  ),
})

export type DemoStudio = z.infer<typeof demoStudio>
export type DemoTrainer = z.infer<typeof trainer>
export type DemoService = z.infer<typeof service>
export type DemoClass = z.infer<typeof classSeries>
export type LocalMoment = { weekday: number; time: string }

/** @throws Error when it is not 'HH:MM-HH:MM'. */
export function parseWindow(window: string): schema.LocalWindow {
  const [start = '', end = ''] = window.split('-')
  return { startMinute: parseTime(start), endMinute: parseTime(end) }
}

/** Minutes of the day. @throws Error when it is not 'HH:MM'. */
export function parseTime(given: string): number {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(given) ?? []
  if (hours === undefined || minutes === undefined) throw new Error(`not a time: ${given}`)
  return Number(hours) * 60 + Number(minutes)
}
