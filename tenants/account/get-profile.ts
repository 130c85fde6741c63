import { eq } from 'drizzle-orm'
import { clients, type ClientRow } from '../../db/tenant/schema/index.ts'
import { requireLogin } from '../access/require-login.ts'
import type { TenantContext } from '../context.ts'
import { splitName } from './account-of.ts'

/** What a client says about themselves. `timeZone`: IANA; null is that of the place. `phone`: E.164. */
export type Profile = Pick<ClientRow, 'firstName' | 'lastName' | 'phone' | 'locale' | 'timeZone'> & {
  /** The address they sign in with. Changed by a link to the new one, not here. */
  email: string
}

/**
 * The profile of the person who signed in; who is no client yet has the name of the login. One round trip.
 *
 * @throws AppError `unauthorized`; DatabaseError.
 */
export async function getProfile(ctx: TenantContext): Promise<Profile> {
  const { user, clientId } = requireLogin(ctx)
  const { email, locale } = user
  const stranger = { ...splitName(user.name), email, locale, phone: null, timeZone: null }
  if (clientId === null) return stranger
  const { orm, read } = ctx.db
  const [[row]] = await read([
    orm
      .select({
        firstName: clients.firstName,
        lastName: clients.lastName,
        phone: clients.phone,
        locale: clients.locale,
        timeZone: clients.timeZone,
      })
      .from(clients)
      .where(eq(clients.id, clientId)),
  ])
  return row ? { ...row, email } : stranger
}
