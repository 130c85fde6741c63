import { readShortCode } from '../access/short-code.ts'
import { makeManageUrl } from '../bookings/manage-url.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { makeEntryUrl } from '../waitlist/entry-url.ts'

/** The page that the link of a text message stands for. @throws AppError `not_found` for what we never made. */
export async function followShortLink(ctx: TenantContext, code: string): Promise<string> {
  const id = await readShortCode(ctx, code)
  if (id === undefined) throw new AppError('not_found', 'There is no such page.')
  return id.startsWith('wle_') ? makeEntryUrl(ctx, id) : makeManageUrl(ctx, id)
}
