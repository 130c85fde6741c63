import { eq, getTableColumns, sql } from 'drizzle-orm'
import {
  bookings,
  messages,
  oneTimeTokens,
  sessions,
  users,
  waitlistEntries,
  type MessageRow,
} from '../../db/tenant/schema/index.ts'
import { isOwnBooking } from '../bookings/own-bookings.ts'
import type { TenantContext } from '../context.ts'

export { deliveryStates, messageChannels, messageKinds, messageStates } from '../../db/tenant/schema/index.ts'

/** A message as the studio's log shows it, with whom it is to. Instants in ms. */
export type Notification = Omit<
  MessageRow,
  'details' | 'claimedUntil' | 'bookingVersion' | 'oneTimeTokenId'
> & {
  /** Whom it tells: the client, when they are one, and their name as the booking or the login has it; empty: not known. */
  clientId: string | null
  name: string
  /** Of what is told of a booking or a place in a waitlist: which service, and when it starts. */
  serviceId: string | null
  startsAt: number | null
}

/** Selects from `messages` together with what they are about, for whoever adds which ones. */
export function selectNotifications({ orm }: TenantContext['db']) {
  const {
    details: _d,
    claimedUntil: _c,
    bookingVersion: _v,
    oneTimeTokenId: _t,
    ...shown
  } = getTableColumns(messages)
  return orm
    .select({
      ...shown,
      clientId: sql<string | null>`coalesce(${bookings.clientId}, ${waitlistEntries.clientId},
        (SELECT id FROM clients WHERE clients.user_id = ${users.id} LIMIT 1))`,
      name: sql<string>`trim(coalesce(${bookings.contactFirstName} || ' ' || ${bookings.contactLastName},
        ${waitlistEntries.contactFirstName} || ' ' || ${waitlistEntries.contactLastName}, ${users.name}, ''))`,
      serviceId: sql<string | null>`coalesce(${bookings.serviceId}, ${sessions.serviceId})`,
      startsAt: sql<number | null>`coalesce(${bookings.startsAt}, ${sessions.startsAt})`,
    })
    .from(messages)
    .leftJoin(bookings, eq(bookings.id, messages.bookingId))
    .leftJoin(waitlistEntries, eq(waitlistEntries.id, messages.waitlistEntryId))
    .leftJoin(sessions, eq(sessions.id, waitlistEntries.sessionId))
    .leftJoin(oneTimeTokens, eq(oneTimeTokens.id, messages.oneTimeTokenId))
    .leftJoin(users, sql`${users.id} = coalesce(${messages.userId}, ${oneTimeTokens.userId})`)
}

/** A condition on those: about a booking with this trainer, or a place in the waitlist of a class they give. */
export function isOwnNotification(trainerId: string) {
  return sql`(${isOwnBooking(trainerId)} OR ${trainerId} IN (${sessions.trainerId}, ${sessions.secondTrainerId}))`
}
