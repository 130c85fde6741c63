import { sql, type SQL } from 'drizzle-orm'
import {
  calendarFeeds,
  messages,
  pushSubscriptions,
  smsStops,
  staffNotificationChoices,
} from '../../db/tenant/schema/index.ts'
import {
  bookingsOf,
  emptied,
  entriesOf,
  hidden,
  isTheirToken,
  ofClient,
  ofLogin,
  personal,
  shown,
  type PersonalTable,
} from './treatment.ts'

/** The last that somebody is told goes out, and then forgets whom it went to (`settle-messages.ts`). */
const isFarewell = sql`(kind IN ('booking_cancelled', 'account_erased') AND state IN ('planned', 'claimed'))`
const unlessFarewell = (value: SQL, column: string) =>
  sql`CASE WHEN ${isFarewell} THEN ${sql.identifier(column)} ELSE ${value} END`

/** What somebody was told, and where they let themselves be reached. Before what they agreed to, by whose numbers some is found. */
export const messageData: PersonalTable[] = [
  personal(messages, {
    record: 'messages',
    whose: (person) => sql`(booking_id IN ${bookingsOf(person)} OR waitlist_entry_id IN ${entriesOf(person)}
      OR user_id = ${person.userId}
      OR one_time_token_id IN (SELECT id FROM one_time_tokens WHERE ${isTheirToken(person)}))`,
    columns: {
      id: shown,
      bookingId: shown,
      waitlistEntryId: shown,
      oneTimeTokenId: hidden,
      userId: hidden,
      bookingVersion: hidden,
      kind: shown,
      leadMinutes: shown,
      channel: shown,
      recipient: { isExported: true, becomes: unlessFarewell(sql`''`, 'recipient') },
      locale: shown,
      plannedAt: shown,
      state: {
        isExported: true,
        becomes: unlessFarewell(
          sql`CASE WHEN state IN ('planned', 'claimed') THEN 'skipped' ELSE state END`,
          'state',
        ),
      },
      claimedUntil: hidden,
      attempts: shown,
      providerId: { isExported: false, becomes: sql`NULL` },
      // What a provider said may repeat an address.
      reason: {
        isExported: true,
        becomes: unlessFarewell(sql`CASE WHEN state IN ('planned', 'claimed') THEN 'erased' END`, 'reason'),
      },
      settledAt: shown,
      copy: hidden,
      delivery: shown,
      deliveryAt: shown,
      deliveryReason: emptied,
      segments: hidden,
      details: emptied,
    },
  }),
  personal(pushSubscriptions, {
    record: 'push_subscriptions',
    whose: ofClient,
    isDeleted: true,
    columns: {
      id: shown,
      clientId: hidden,
      endpointHash: hidden,
      sealed: hidden,
      device: shown,
      createdAt: shown,
      lastSentAt: shown,
    },
  }),
  personal(calendarFeeds, {
    record: 'calendar_feeds',
    whose: ofClient,
    isDeleted: true,
    columns: {
      id: shown,
      trainerId: hidden,
      clientId: hidden,
      tokenHash: hidden,
      label: shown,
      author: hidden,
      createdAt: shown,
      revokedAt: shown,
      lastReadAt: shown,
    },
  }),
  personal(smsStops, {
    record: 'sms_stops',
    whose: ({ clientIds }) => sql`phone IN (SELECT phone FROM consents WHERE client_id IN ${clientIds})`,
    // Nobody's number is written to without their consent, and that is gone as well.
    isDeleted: true,
    columns: { phone: shown, stoppedAt: shown },
  }),
  personal(staffNotificationChoices, {
    record: 'staff_notification_choices',
    whose: ofLogin,
    isDeleted: true,
    columns: { userId: hidden, kind: shown, isWanted: shown },
  }),
]
