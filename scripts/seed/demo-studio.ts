import type { LocalizedText, LocalWindow, SettingsRow } from '../../db/tenant/schema/index.ts'
import type { slotGrids } from '../../db/tenant/schema/index.ts'

/** A weekday is ISO (1 is Monday) and has windows 'HH:MM-HH:MM' in the place's wall time. */
export type WeeklyHours = Partial<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, string[]>>

export type DemoTrainer = {
  id: string
  slug: string
  name: LocalizedText
  speciality: LocalizedText
  bio: LocalizedText
  weeklyHours: WeeklyHours
  /** One date that differs, so many days from today: other windows, or none for a day off. */
  override?: { inDays: number; windows: string[] }
  /** Away next week, from one weekday's minute to another's. */
  timeOff?: { from: LocalMoment; until: LocalMoment; reason: string }
}

export type LocalMoment = { weekday: number; time: string }

export type DemoService = {
  id: string
  slug: string
  name: LocalizedText
  description: LocalizedText
  durationMinutes: number
  intervalMinutes: number
  grid: (typeof slotGrids)[number]
  bufferAfterMinutes: number
  minNoticeMinutes: number
  windowDays: number
  freeCancelMinutes: number
  priceMinor: number
  trainerIds: string[]
}

export type DemoClient = { id: string; firstName: string; lastName: string; email: string }

/** A studio to show and to test with. Its ids and slugs never change. */
export type DemoStudio = {
  id: string
  slug: string
  name: string
  ownDomains: string[]
  isSuspended: boolean
  settings: Omit<SettingsRow, 'id' | 'updatedAt'>
  place?: {
    id: string
    name: LocalizedText
    address: LocalizedText
    timeZone: string
    latitude: string
    longitude: string
  }
  trainers: DemoTrainer[]
  services: DemoService[]
  clients: DemoClient[]
}

/** @throws Error when it is not 'HH:MM-HH:MM'. */
export function parseWindow(text: string): LocalWindow {
  const [start = '', end = ''] = text.split('-')
  return { startMinute: parseTime(start), endMinute: parseTime(end) }
}

/** Minutes of the day. @throws Error when it is not 'HH:MM'. */
export function parseTime(text: string): number {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(text) ?? []
  if (hours === undefined || minutes === undefined) throw new Error(`not a time: ${text}`)
  return Number(hours) * 60 + Number(minutes)
}
