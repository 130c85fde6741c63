import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { clients, users } from '../../db/tenant/schema/index.ts'
import { requireLogin } from '../access/require-login.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { clientInput } from '../bookings/booking-input.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { given } from '../studio/staff-input.ts'
import { ensureOwnClient, selfOf } from './account-of.ts'
import { getProfile, type Profile } from './get-profile.ts'

const profileInput = clientInput.omit({ email: true })
/** What is not given stays as it is. */
export type ProfileChange = { [Field in keyof z.input<typeof profileInput>]?: unknown }

/**
 * Changes what the person who signed in says about themselves, and the name and language of the login with it. What is
 * booked keeps the details it was booked with.
 *
 * @throws AppError `unauthorized`; `invalid_input`; `conflict` (`email_taken`); DatabaseError.
 */
export async function changeProfile(ctx: TenantContext, changes: ProfileChange): Promise<Profile> {
  const { user } = requireLogin(ctx)
  const before = await getProfile(ctx)
  const input = parseInput(profileInput, { ...before, ...given(changes) })
  const after = { ...input, locale: input.locale ?? before.locale, timeZone: input.timeZone ?? null }
  const clientId = await ensureOwnClient(ctx)
  const { orm, write } = ctx.db
  const name = [after.firstName, after.lastName].join(' ').trim()
  await write([
    orm.update(clients).set(after).where(eq(clients.id, clientId)),
    orm.update(users).set({ name, locale: after.locale }).where(eq(users.id, user.id)),
    insertAudit(ctx, {
      actor: selfOf(ctx),
      action: 'client.change',
      subjectId: clientId,
      after: { fields: Object.keys(given(changes)) },
    }),
  ])
  return { ...after, email: before.email }
}
