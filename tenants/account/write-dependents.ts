import { sql } from 'drizzle-orm'
import { insistOn, isRefused } from '../access/insist-on.ts'
import type { Statement } from '../access/access-context.ts'
import { FREED } from '../bookings/booking-statuses.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import {
  dependentInput,
  isNamed,
  isSamePerson,
  MAX_DEPENDENTS,
  noSuchDependent,
  type DependentInput,
} from './dependent-rows.ts'
import type { Dependent } from './list-dependents.ts'

/** Whose family it is about, and what else is written in the same batch. Asks for no right. */
type Family = { clientId: string; also?: readonly Statement[] }
type Member = Family & { dependentId: string }

/** @throws AppError `invalid_input`; `not_allowed` (`too_many`) beyond twenty; DatabaseError. */
export async function writeDependent(
  ctx: TenantContext,
  { clientId, also = [], ...raw }: Family & DependentInput,
): Promise<Dependent> {
  const input = parseInput(dependentInput, raw)
  const { orm, write } = ctx.db
  const isThere = sql`SELECT id FROM dependents WHERE ${isNamed(clientId, input)} ORDER BY created_at, id LIMIT 1`
  const [, , [row]] = await orRefuse(tooMany, () =>
    write([
      orm.run(
        sql`INSERT INTO dependents (id, client_id, first_name, last_name, created_at)
          SELECT ${makeId('dep')}, ${clientId}, ${input.firstName}, ${input.lastName}, ${ctx.now()}
          WHERE NOT EXISTS (SELECT 1 FROM dependents WHERE ${isNamed(clientId, input)})
            AND (SELECT count(DISTINCT first_name || char(0) || last_name) FROM dependents
              WHERE client_id = ${clientId}) < ${MAX_DEPENDENTS}`,
      ),
      insistOn(ctx.db, sql`EXISTS (${isThere})`),
      orm.all<{ id: string }>(isThere),
      ...also,
    ]),
  )
  if (!row) throw tooMany()
  return { id: row.id, ...input }
}

/** @throws AppError `invalid_input`; `not_found`; DatabaseError. */
export async function renameDependent(
  ctx: TenantContext,
  { clientId, dependentId, also = [], ...raw }: Member & DependentInput,
): Promise<Dependent> {
  const input = parseInput(dependentInput, raw)
  const { firstName, lastName } = input
  // The names are read once, before any row changes: in a condition of its own each row would change what is asked.
  const [changed] = await ctx.db.write([
    ctx.db.orm.all<{ id: string }>(
      sql`UPDATE dependents SET first_name = ${firstName}, last_name = ${lastName}
        WHERE id IN (SELECT id FROM dependents WHERE ${isSamePerson(clientId, dependentId)}) RETURNING id`,
    ),
    ...also,
  ])
  if (changed.length === 0) throw noSuchDependent()
  return { id: dependentId, ...input }
}

/** @throws AppError `not_found`; `conflict` (`has_bookings`); DatabaseError. */
export async function dropDependent(
  ctx: TenantContext,
  { clientId, dependentId, also = [] }: Member,
): Promise<void> {
  const { orm, write } = ctx.db
  const ids = sql`(SELECT id FROM dependents WHERE ${isSamePerson(clientId, dependentId)})`
  const isFree = sql`NOT EXISTS (SELECT 1 FROM bookings WHERE client_id = ${clientId} AND dependent_id IN ${ids}
    AND starts_at > ${ctx.now()} AND status NOT IN ${FREED})`
  const isGone = sql`NOT EXISTS (SELECT 1 FROM dependents WHERE id = ${dependentId} AND client_id = ${clientId})`
  const [[known]] = await orRefuse(hasBookings, () =>
    write([
      orm.all<{ id: string }>(sql`SELECT id FROM dependents WHERE ${isSamePerson(clientId, dependentId)}`),
      // The name stays with each booking.
      orm.run(
        sql`UPDATE bookings SET dependent_id = NULL
          WHERE client_id = ${clientId} AND dependent_id IN ${ids} AND ${isFree}`,
      ),
      orm.run(
        sql`DELETE FROM dependents WHERE id IN ${ids}
          AND NOT EXISTS (SELECT 1 FROM bookings WHERE client_id = ${clientId} AND dependent_id IN ${ids})`,
      ),
      insistOn(ctx.db, isGone),
      ...also,
    ]),
  )
  if (!known) throw noSuchDependent()
}

/** Writes a batch that insists on what it comes to; what it did not come to undoes all of it. */
async function orRefuse<Result>(refuse: () => AppError, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write()
  } catch (error) {
    throw isRefused(error) ? refuse() : error
  }
}

function tooMany(): AppError {
  const sentence = `More than ${MAX_DEPENDENTS} people cannot be written down here.`
  return new AppError('not_allowed', sentence, { reason: 'too_many' })
}

function hasBookings(): AppError {
  const sentence = 'Something is still booked for this person. Cancel it first.'
  return new AppError('conflict', sentence, { reason: 'has_bookings' })
}
