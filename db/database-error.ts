/**
 * What can go wrong between us and a database, by what it means for the caller.
 * - `unavailable`: nothing was written; the database could not be reached or would not serve us.
 * - `unknown`: the answer to a write got lost; it may have been carried out.
 * - `busy`: another writer held the database too long; nothing was written.
 * - `constraint`: a key, check or trigger refused; the whole batch was undone. `message` names it.
 * - `wrong_database`: the database is not the one the registry says it is. Never data, always an alert.
 * - `wrong_version`: its schema is outside the versions this code understands.
 * - `failed`: the database refused the statement itself: a defect in our SQL.
 */
export type DatabaseErrorKind =
  'unavailable' | 'unknown' | 'busy' | 'constraint' | 'wrong_database' | 'wrong_version' | 'failed'

export class DatabaseError extends Error {
  override name = 'DatabaseError'
  readonly kind: DatabaseErrorKind

  constructor(kind: DatabaseErrorKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}

export function isDatabaseError(error: unknown, ...kinds: DatabaseErrorKind[]): error is DatabaseError {
  return error instanceof DatabaseError && (kinds.length === 0 || kinds.includes(error.kind))
}
