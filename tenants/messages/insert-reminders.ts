import { sql, type SQL } from 'drizzle-orm'
import { FREED } from '../bookings/booking-statuses.ts'
import { minutes } from '../durations.ts'

/** A reminder so soon after the confirmation would only repeat it, and one that is due already would be early for nobody. */
const SOONEST_MS = minutes(30)

/** `where`: which bookings, a condition on the table `bookings`; `now` in ms. */
type Reminded = { where: SQL; now: number }

/**
 * A statement that plans the reminders of the bookings that `where` selects, as the studio's rules have them: so many
 * minutes of elapsed time before the start, whatever the clocks do, by mail, by text message to whoever agreed to those, by
 * push where the site is installed. A service with reminders of its own has only those. To run in the batch that writes the
 * bookings, after that: a reminder speaks of the version its row has then, and again is nothing.
 *
 * Of a party, the first who comes is reminded for all who come with them. None is planned that would be due within half
 * an hour.
 */
export function insertReminders({ where, now }: Reminded): SQL {
  return sql`INSERT INTO messages
      (id, booking_id, booking_version, kind, lead_minutes, channel, recipient, locale, planned_at)
    SELECT 'msg_' || substr(told.id, 5) || '_reminder_' || rule.lead_minutes || '_' || told.version
        || iif(rule.channel = 'email', '', '_' || rule.channel),
      told.id, told.version, 'reminder', rule.lead_minutes, rule.channel, ${reachedBy} AS reached, told.locale,
      told.starts_at - rule.lead_minutes * 60000
    FROM (SELECT *, row_number() OVER (
          PARTITION BY coalesce(party_id, id), starts_at, ends_at ORDER BY guest_position, id) AS place
        FROM bookings WHERE (${where}) AND status NOT IN ${FREED}) AS told
      JOIN ${rulesOf(sql`told`)}
    WHERE told.place = 1 AND reached IS NOT NULL
      AND told.starts_at - rule.lead_minutes * 60000 - ${now} >= ${SOONEST_MS}
      AND NOT EXISTS (
        SELECT 1 FROM bookings AS gone JOIN messages AS theirs ON theirs.booking_id = gone.id
        WHERE gone.party_id = told.party_id AND gone.status IN ${FREED} AND gone.starts_at = told.starts_at
          AND theirs.kind = 'reminder' AND theirs.state = 'planned'
          AND theirs.lead_minutes = rule.lead_minutes AND theirs.channel = rule.channel)
    ON CONFLICT DO NOTHING`
}

/**
 * Statements that make the planned reminders of coming bookings what the rules, consents and installed sites are by now:
 * those that nothing asks for any more are taken out, and those that are missing put in. For the batch that changes them,
 * after that; call `ctx.announce(ctx.now())` after it.
 */
export function replanReminders({ where, now }: Reminded): [SQL, SQL] {
  const coming = sql`(${where}) AND starts_at > ${now} AND status NOT IN ${FREED}`
  return [
    // What is due already is on its way: it is judged when it is sent.
    sql`DELETE FROM messages WHERE kind = 'reminder' AND state = 'planned' AND attempts = 0 AND planned_at > ${now}
      AND booking_id IN (SELECT id FROM bookings WHERE ${coming})
      AND NOT EXISTS (SELECT 1 FROM bookings AS told JOIN ${rulesOf(sql`told`)}
        WHERE told.id = messages.booking_id AND rule.lead_minutes = messages.lead_minutes
          AND rule.channel = messages.channel AND (rule.channel = 'email' OR messages.recipient = ${reachedBy}))`,
    insertReminders({ where: coming, now }),
  ]
}

/** The rules of reminders that hold for a booking; `rule` is each of them. */
function rulesOf(booking: SQL): SQL {
  return sql`services ON services.id = ${booking}.service_id
    JOIN notification_rules AS rule ON rule.kind = 'reminder'
      AND rule.service_id IS iif(services.has_own_reminders, ${booking}.service_id, NULL)`
}

/** Where whoever booked is reached by the channel of `rule`; null: they are not. */
const reachedBy = sql`CASE rule.channel
  WHEN 'email' THEN told.contact_email
  WHEN 'push' THEN (SELECT client_id FROM push_subscriptions WHERE client_id = told.client_id LIMIT 1)
  ELSE (SELECT iif(is_given, phone, NULL) FROM consents WHERE client_id = told.client_id AND kind = 'sms'
    ORDER BY at DESC, rowid DESC LIMIT 1) END`
