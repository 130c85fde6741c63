import { sql, type SQL } from 'drizzle-orm'
import { insertNotice } from '../messages/insert-notice.ts'
import { insertReminders } from '../messages/insert-reminders.ts'

type Change = { sessionIds: readonly string[]; actor: string; now: number }

/**
 * Statements that take bookings along with their sessions, for the batch in which these were changed: time, trainer and
 * place, and what each head takes. Those that were changed are told, reminded anew, and may be cancelled or moved free of
 * charge until the start, as it is not what was agreed on any more. The others stay as they are.
 */
export function followSessions({ sessionIds, actor, now }: Change): SQL[] {
  const ids = sql`(SELECT value FROM json_each(${JSON.stringify(sessionIds)}))`
  const isLive = sql`bookings.session_id IN ${ids} AND bookings.status IN ('pending', 'confirmed', 'checked_in')`
  const differs = sql`(bookings.starts_at <> sessions.starts_at OR bookings.ends_at <> sessions.ends_at
    OR bookings.trainer_id <> sessions.trainer_id OR bookings.location_id <> sessions.location_id)`
  const wasChanged = sql`${isLive} AND EXISTS (SELECT 1 FROM booking_events AS event
    WHERE event.id = bookings.change_id AND event.kind = 'session_changed')`
  const nextEvent = sql`'evt_' || substr(bookings.id, 5) || '_' || (bookings.version + 1)`
  return [
    sql`INSERT INTO booking_events (id, booking_id, kind, actor, details, at)
      SELECT ${nextEvent}, bookings.id, 'session_changed', ${actor}, json_object(
          'fromStartsAt', bookings.starts_at, 'fromEndsAt', bookings.ends_at,
          'fromTrainerId', bookings.trainer_id, 'fromLocationId', bookings.location_id,
          'toStartsAt', sessions.starts_at, 'toEndsAt', sessions.ends_at,
          'toTrainerId', sessions.trainer_id, 'toLocationId', sessions.location_id), ${now}
      FROM bookings JOIN sessions ON sessions.id = bookings.session_id
      WHERE ${isLive} AND ${differs}`,
    sql`UPDATE bookings SET starts_at = sessions.starts_at, ends_at = sessions.ends_at,
        occupied_from = sessions.starts_at, occupied_until = sessions.ends_at,
        trainer_id = sessions.trainer_id, location_id = sessions.location_id, takes = ${shiftedTakes},
        free_cancel_until = sessions.starts_at, reschedule_until = sessions.starts_at,
        status_at = ${now}, change_id = ${nextEvent}, version = bookings.version + 1
      FROM sessions WHERE sessions.id = bookings.session_id AND ${isLive} AND ${differs}`,
    sql`UPDATE messages SET state = 'skipped', reason = 'changed', settled_at = ${now}
      WHERE kind = 'reminder' AND state = 'planned' AND booking_id IN (SELECT id FROM bookings WHERE ${wasChanged})
        AND booking_version < (SELECT version FROM bookings WHERE bookings.id = messages.booking_id)`,
    insertNotice({ kind: 'session_changed', where: wasChanged, now }),
    insertReminders({ where: wasChanged, now }),
  ]
}

/** What a head takes keeps its own buffers. */
const shiftedTakes = sql`(SELECT json_group_array(json_object('id', take.value ->> '$.id', 'units', take.value ->> '$.units',
    'from', (take.value ->> '$.from') + sessions.starts_at - bookings.starts_at,
    'until', (take.value ->> '$.until') + sessions.ends_at - bookings.ends_at))
  FROM json_each(bookings.takes) AS take)`
