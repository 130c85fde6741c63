import { createClient, type Client, type InStatement, type InValue, type ResultSet } from '@libsql/client/web'
import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import { drizzle } from 'drizzle-orm/libsql/web'
import { toDatabaseError } from './to-database-error.ts'

export type DatabaseAddress = { url: string; token: string }

export type OpenOptions<Schema extends Record<string, unknown>> = {
  schema: Schema
  /** Milliseconds until a round trip is given up. */
  timeoutMs?: number
  /** Runs first in every unit of work and makes it fail as a whole when the database is not the expected one. */
  guard?: InStatement
  fetch?: typeof fetch
}

/** Anything Drizzle can build and read back: a select, an insert … returning, `orm.all(sql…)`, `orm.run(sql…)`. */
type Statement = { _: { result: unknown } }
/** What a list of statements gives, in their order. */
export type Results<T extends readonly Statement[]> = { -readonly [K in keyof T]: T[K]['_']['result'] }

export type Database<Schema extends Record<string, unknown> = Record<string, never>> = {
  /** Builds statements; awaiting them is not allowed, hand them to `read` or `write`. */
  orm: LibSQLDatabase<Schema>
  /** One round trip, one consistent picture. */
  read: <const T extends readonly [Statement, ...Statement[]]>(statements: T) => Promise<Results<T>>
  /** One round trip, one transaction that takes the write lock at once: all of it happens or nothing. */
  write: <const T extends readonly [Statement, ...Statement[]]>(statements: T) => Promise<Results<T>>
  /** How many round trips this handle has made, and how long they took together, for `Server-Timing`; which were slow. */
  roundTrips: () => { count: number; ms: number; slow: SlowRoundTrip[] }
}

/** One that took long: the text of its statements, without values. */
export type SlowRoundTrip = { ms: number; statements: string }

export const DATABASE_TIMEOUT_MS = 5_000
/** Longer is slow. */
export const SLOW_ROUND_TRIP_MS = 250
const SLOW_TEXT_LENGTH = 500
/** Of one handle: there is one for each request. */
const MOST_SLOW_KEPT = 20

/**
 * Opens a database over HTTP. Cheap: nothing is sent until the first statement. Belongs to the request that opened it.
 *
 * Every unit of work goes through `read` or `write`. Interactive transactions are not offered: over HTTP they
 * hold the write lock across round trips and can silently end half-way (libsql#1334, turso-cli#671).
 *
 * @throws DatabaseError from `read` and `write`, never the client's own errors.
 */
export function openDatabase<Schema extends Record<string, unknown>>(
  address: DatabaseAddress,
  options: OpenOptions<Schema>,
): Database<Schema> {
  const spent = { count: 0, ms: 0 }
  const slow: SlowRoundTrip[] = []
  const client = createClient({
    url: address.url,
    ...(address.token === '' ? {} : { authToken: address.token }),
    fetch: timedFetch(options.fetch ?? fetch, options.timeoutMs ?? DATABASE_TIMEOUT_MS),
  })
  const orm = drizzle({ client, schema: options.schema })

  async function run(mode: 'read' | 'write', statements: readonly Statement[]): Promise<unknown[]> {
    const prepared = statements.map(toPrepared)
    const batch = prepared.map((one) => toStatement(one.getQuery()))
    const startedAt = performance.now()
    spent.count += 1
    try {
      const results = await sendBatch(client, mode, options.guard ? [options.guard, ...batch] : batch)
      const own = options.guard ? results.slice(1) : results
      return prepared.map((one, index) => one.mapResult(own[index], true))
    } catch (error) {
      throw toDatabaseError(error, mode, options.guard !== undefined)
    } finally {
      const ms = performance.now() - startedAt
      spent.ms += ms
      if (ms > SLOW_ROUND_TRIP_MS && slow.length < MOST_SLOW_KEPT)
        slow.push({ ms, statements: textOf(batch) })
    }
  }

  return {
    orm,
    // The results come back in the order of the statements, mapped by the statements themselves.
    read: (statements) => run('read', statements) as Promise<Results<typeof statements>>,
    write: (statements) => run('write', statements) as Promise<Results<typeof statements>>,
    roundTrips: () => ({ ...spent, slow }),
  }
}

function textOf(batch: readonly InStatement[]): string {
  const texts = batch.map((one) => (typeof one === 'string' ? one : one.sql))
  return texts.join('; ').slice(0, SLOW_TEXT_LENGTH)
}

async function sendBatch(client: Client, mode: 'read' | 'write', batch: InStatement[]): Promise<ResultSet[]> {
  const results = await client.batch(batch, mode)
  // A server that answers with fewer results has not told us what happened.
  if (results.length !== batch.length) throw new TypeError('The database answered with too few results')
  return results
}

type Prepared = {
  getQuery: () => { sql: string; params: unknown[] }
  mapResult: (result: unknown, isFromBatch: boolean) => unknown
}

/** Drizzle's own batch goes the same way (`drizzle-orm/libsql/session`), but can only begin deferred. */
function toPrepared(statement: Statement): Prepared {
  return (statement as unknown as { _prepare: () => Prepared })._prepare()
}

/** Whole numbers travel as integers: the client would send every JS number as a float. */
function toStatement({ sql, params }: { sql: string; params: unknown[] }): InStatement {
  return {
    sql,
    args: params.map((value) => (Number.isSafeInteger(value) ? BigInt(value as number) : (value as InValue))),
  }
}

/** One deadline over headers and body, which the client does not know; and no redirect, which would take the token along. */
function timedFetch(inner: typeof fetch, timeoutMs: number): typeof fetch {
  return (input, init) =>
    inner(input, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
}
