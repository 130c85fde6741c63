import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { line } from '../input-parts.ts'

/** How many somebody may have written down: a family, not a club. */
export const MAX_DEPENDENTS = 20

export const dependentInput = z.object({ firstName: line(80), lastName: line(80) })
export type DependentInput = z.input<typeof dependentInput>

/** As a condition on `dependents`: the rows of one client that are the same person as this one, by their name. */
export function isSamePerson(clientId: string, dependentId: string): SQL {
  return sql`client_id = ${clientId} AND (first_name, last_name) = (
    SELECT first_name, last_name FROM dependents WHERE id = ${dependentId} AND client_id = ${clientId})`
}

/** As a condition on `dependents`: a row of this client with this name. */
export function isNamed(clientId: string, { firstName, lastName }: z.output<typeof dependentInput>): SQL {
  return sql`client_id = ${clientId} AND first_name = ${firstName} AND last_name = ${lastName}`
}

/** The same answer for somebody else's as for an unknown one. */
export function noSuchDependent(): AppError {
  return new AppError('not_found', 'There is no such person in your family.')
}
