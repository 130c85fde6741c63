import { noSuchClient, selectClient } from '../clients/select-client.ts'
import type { TenantContext } from '../context.ts'
import type { BookingClient, ParsedBookingInput } from './booking-input.ts'

type Asked = Pick<ParsedBookingInput, 'client' | 'clientId'>

/**
 * Who books, as they or staff say, or as the studio knows whom staff chose: a trainer among their own.
 *
 * @throws AppError `not_found` for a client who is not there, was forgotten or merged; DatabaseError.
 */
export async function findContact(
  ctx: TenantContext,
  { client, clientId }: Asked,
  onlyTrainerId: string | null,
): Promise<BookingClient> {
  if (!clientId && client) return { ...client, email: client.email ?? '' }
  const [[known]] = await ctx.db.read([selectClient(ctx, { clientId: clientId ?? '', onlyTrainerId })])
  if (!known || known.erasedAt !== null || known.mergedIntoId !== null) throw noSuchClient()
  const { firstName, lastName, email, phone, locale, timeZone } = known
  return { firstName, lastName, email: email ?? '', phone, locale, timeZone }
}
