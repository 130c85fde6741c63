import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { users, type UserRow } from '../../db/registry/schema/index.ts'
import type { AccessContext } from '../access/access-context.ts'
import { AppError } from '../errors.ts'
import { parseInput } from '../parse-input.ts'

const addressInput = z.object({ email: z.email('not_an_email').max(254, 'too_long').toLowerCase() })

/** An operator's address, as it is kept. @throws AppError `invalid_input` */
export function readAddress(email: string): string {
  return parseInput(addressInput, { email: email.trim() }).email
}

export async function findOperator({ db }: AccessContext, email: string): Promise<UserRow | undefined> {
  const [[known]] = await db.read([
    db.orm
      .select()
      .from(users)
      .where(eq(users.email, readAddress(email))),
  ])
  return known
}

/** @throws AppError `not_found`, `invalid_input` */
export async function getOperator(ctx: AccessContext, email: string): Promise<UserRow> {
  const known = await findOperator(ctx, email)
  if (!known) throw new AppError('not_found', `There is no operator ${readAddress(email)}.`)
  return known
}
