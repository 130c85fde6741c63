import { sql, type SQL } from 'drizzle-orm'

type Kind = 'client' | 'booking' | 'session' | 'service' | 'trainer'

const isSample = (kind: Kind, id: SQL): SQL =>
  sql`EXISTS (SELECT 1 FROM sample_rows AS listed WHERE listed.kind = ${kind} AND listed.row_id = ${id})`

const notSample = (kind: Kind, id: SQL): SQL => sql`NOT ${isSample(kind, id)}`

/** Somewhere the row is named by what is not there to try things out with. */
const isNamed = (table: string, condition: SQL): SQL =>
  sql`EXISTS (SELECT 1 FROM ${sql.identifier(table)} AS t WHERE ${condition})`

const isChanged = (action: string): SQL =>
  sql`EXISTS (SELECT 1 FROM audit_log WHERE subject_id = sample_rows.row_id AND action = ${action})`

/**
 * For each kind, which rows of `sample_rows` have become something real: SQL about `sample_rows`, to be asked in the order
 * clients, bookings, sessions, services, trainers, each without those that the ones before have let go.
 */
export function realSamples(now: number): Record<Kind, SQL> {
  const row = sql`sample_rows.row_id`
  const beingBooked = (column: SQL) =>
    isNamed('holds', sql`${column} = ${row} AND t.status = 'active' AND t.expires_at > ${now}`)
  return {
    client: sql.join(
      [
        isNamed(
          'clients',
          sql`t.id = ${row} AND (t.email IS NOT NULL OR t.phone IS NOT NULL OR t.user_id IS NOT NULL
            OR t.erased_at IS NOT NULL OR t.merged_into_id IS NOT NULL)`,
        ),
        isNamed('clients', sql`t.merged_into_id = ${row}`),
        isNamed('consents', sql`t.client_id = ${row}`),
        isNamed('client_files', sql`t.client_id = ${row}`),
      ],
      sql` OR `,
    ),
    booking: isNamed('bookings', sql`t.id = ${row} AND ${notSample('client', sql`t.client_id`)}`),
    session: sql.join(
      [
        isNamed('bookings', sql`t.session_id = ${row} AND ${notSample('booking', sql`t.id`)}`),
        isNamed('waitlist_entries', sql`t.session_id = ${row} AND ${notSample('client', sql`t.client_id`)}`),
        beingBooked(sql`t.session_id`),
      ],
      sql` OR `,
    ),
    service: sql.join(
      [
        isNamed('bookings', sql`t.service_id = ${row} AND ${notSample('booking', sql`t.id`)}`),
        isNamed('sessions', sql`t.service_id = ${row} AND ${notSample('session', sql`t.id`)}`),
        isNamed('booking_series', sql`t.service_id = ${row} AND ${notSample('client', sql`t.client_id`)}`),
        ...['class_series', 'group_windows', 'booking_limits'].map((table) =>
          isNamed(table, sql`t.service_id = ${row}`),
        ),
        sql`EXISTS (SELECT 1 FROM policies, json_each(policies.service_ids) WHERE json_each.value = ${row})`,
        isChanged('service.changed'),
        beingBooked(sql`t.service_id`),
      ],
      sql` OR `,
    ),
    trainer: sql.join(
      [
        isNamed('bookings', sql`t.trainer_id = ${row} AND ${notSample('booking', sql`t.id`)}`),
        isNamed(
          'sessions',
          sql`${row} IN (t.trainer_id, t.second_trainer_id) AND ${notSample('session', sql`t.id`)}`,
        ),
        isNamed('class_series', sql`${row} IN (t.trainer_id, t.second_trainer_id)`),
        isNamed('time_off', sql`t.substitute_trainer_id = ${row}`),
        ...['staff', 'invitations', 'booking_limits'].map((table) =>
          isNamed(table, sql`t.trainer_id = ${row}`),
        ),
        isChanged('trainer.changed'),
        beingBooked(sql`t.trainer_id`),
      ],
      sql` OR `,
    ),
  }
}

/** What was booked for sample clients while somebody tried things out goes with them. */
export const bookingsOfSampleClients = (
  now: number,
): SQL => sql`INSERT OR IGNORE INTO sample_rows (kind, row_id, created_at)
  SELECT 'booking', id, ${now} FROM bookings WHERE ${isSample('client', sql`bookings.client_id`)}`
