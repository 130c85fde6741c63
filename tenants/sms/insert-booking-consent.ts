import { sql, type SQL } from 'drizzle-orm'
import type { NewSmsConsent } from '../bookings/booking-command.ts'
import { countUp, dayOf, NETWORK_CAP } from './sms-caps.ts'

type Booked = {
  consent: NewSmsConsent
  /** The id of whoever booked, and whether they did: SQL. */
  client: SQL
  isWritten: SQL
  now: number
}

/**
 * Statements that write down that whoever books agrees to text messages, after their booking and before what is said of it.
 * Only to the number that the studio knows as theirs: whoever books under somebody else's address is not sent their
 * messages. Visitors of one network agree so often a day; what is more is not written, and mail says all there is to say.
 */
export function insertBookingConsent({ consent, client, isWritten, now }: Booked): SQL[] {
  const { id, phone, text, version, actor, network } = consent
  const dayOn = dayOf(now)
  const isWithin = network
    ? sql`NOT EXISTS (SELECT 1 FROM sms_counts WHERE day_on = ${dayOn} AND scope = 'network'
        AND key = ${network} AND count >= ${NETWORK_CAP})`
    : sql`true`
  const insert = sql`INSERT INTO consents (id, client_id, kind, is_given, text, version, at, source, actor, phone)
    SELECT ${id}, clients.id, 'sms', 1, ${text}, ${version}, ${now}, 'booking', ${actor}, ${phone} FROM clients
    WHERE clients.id = ${client} AND clients.phone = ${phone} AND ${isWritten} AND ${isWithin}
    ON CONFLICT DO NOTHING`
  const counted = { scope: 'network', key: network ?? '', cap: NETWORK_CAP } as const
  return network ? [insert, countUp([counted], { dayOn, where: sql`changes() > 0` })] : [insert]
}
