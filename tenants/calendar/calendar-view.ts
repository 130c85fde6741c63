import type {
  BookingRow,
  ServiceRow,
  SessionRow,
  TimeOffRow,
  TrainerRow,
} from '../../db/tenant/schema/index.ts'
import type { Interval } from '../availability/slot-input.ts'

type Placed = Interval & {
  id: string
  serviceId: string
  trainerId: string
  locationId: string
  /** Rooms and equipment. */
  resourceIds: string[]
  /** Why it is there although something is in the way. */
  overrideReason: string | null
}

/** Somebody alone with a trainer, or a party together. */
export type CalendarAppointment = Placed & {
  kind: 'appointment'
  status: BookingRow['status']
  /** Who comes; null for whoever may not see bookings. */
  clientName: string | null
  heads: number
}

/** A class on a date. */
export type CalendarSession = Placed & {
  kind: 'session'
  status: SessionRow['status']
  secondTrainerId: string | null
  seriesId: string | null
  version: number
  booked: number
  capacity: number
  waiting: number
}

export type CalendarEntry = CalendarAppointment | CalendarSession

/** When a trainer is away; why, only for whoever may see their hours. */
export type CalendarAbsence = Omit<TimeOffRow, 'substituteTrainerId'>

/** When a trainer is to be had at a place: opening hours without what is closed. */
export type CalendarHours = Interval & { trainerId: string; locationId: string }

/** Everything in a range, in order, and what it is called. */
export type CalendarView = {
  entries: CalendarEntry[]
  away: CalendarAbsence[]
  open: CalendarHours[]
  /** All there are, those who take no bookings any more too. */
  trainers: Pick<TrainerRow, 'id' | 'slug' | 'name' | 'status' | 'isBookable' | 'locationId'>[]
  services: Pick<ServiceRow, 'id' | 'name' | 'color' | 'kind'>[]
}
