import { sql } from 'drizzle-orm'
import type { TenantContext } from '../../context.ts'

/** What is known of a studio for operators: figures, nobody's data. Null: nobody counts it. */
export type StudioFacts = {
  databaseBytes: number | null
  /** When the newest booking was made (ms). */
  lastBookingAt: number | null
  trainers: number
  clients: number
  bookingsThisMonth: number | null
  smsThisMonth: number | null
  /** Of pictures and files that people uploaded. */
  fileBytes: number
}

/** The first version of the schema that counts what a studio uses. */
const COUNTS_SINCE = 8

/** Counts what there is in a studio: two round trips, the whole list of its clients read once. @throws DatabaseError */
export async function readFacts(ctx: TenantContext): Promise<StudioFacts> {
  const { orm, read } = ctx.db
  const [[counts]] = await read([
    orm.all<Omit<StudioFacts, 'databaseBytes' | 'bookingsThisMonth' | 'smsThisMonth'>>(sql`SELECT
      (SELECT created_at FROM bookings ORDER BY rowid DESC LIMIT 1) AS lastBookingAt,
      (SELECT count(*) FROM trainers) AS trainers,
      (SELECT count(*) FROM clients) AS clients,
      (SELECT ifnull(sum(bytes), 0) FROM client_files)
        + (SELECT ifnull(sum(json_extract(value, '$.bytes')), 0) FROM uploads, json_each(uploads.variants)) AS fileBytes`),
  ])
  const used = ctx.schemaVersion < COUNTS_SINCE ? new Map<string, number>() : await readUsed(ctx)
  return {
    lastBookingAt: counts?.lastBookingAt ?? null,
    trainers: counts?.trainers ?? 0,
    clients: counts?.clients ?? 0,
    fileBytes: counts?.fileBytes ?? 0,
    databaseBytes: await readSize(ctx),
    bookingsThisMonth: used.get('bookings_per_month') ?? null,
    smsThisMonth: used.get('sms_per_month') ?? null,
  }
}

async function readUsed(ctx: TenantContext): Promise<Map<string, number>> {
  const { orm, read } = ctx.db
  const month = new Date(ctx.now()).toISOString().slice(0, 7)
  const [rows] = await read([
    orm.all<{ key: string; count: number }>(sql`SELECT key, count FROM usage_counts WHERE period = ${month}`),
  ])
  return new Map(rows.map(({ key, count }) => [key, count]))
}

/** Hosts that do not say leave it to `collect-usage.ts`. */
async function readSize({ db }: TenantContext): Promise<number | null> {
  try {
    const [[row]] = await db.read([
      db.orm.all<{ bytes: number }>(
        sql`SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()`,
      ),
    ])
    return row?.bytes ?? null
  } catch {
    return null
  }
}
