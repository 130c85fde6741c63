import { sql } from 'drizzle-orm'
import type { z } from 'zod'
import { clientInput } from '../bookings/booking-input.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { mayMail } from './mail-limits.ts'
import { expiryOf, spendOpenTokens } from './one-time-token.ts'

const registerInput = clientInput.pick({ email: true, firstName: true, lastName: true, locale: true })

/**
 * Somebody wants a login: they get a mail whose link makes one (`complete-registration.ts`); who has one already gets a
 * mail that says so. Until the address is proven there is nothing but the link, and no password that somebody else could
 * have chosen. The same statements in the same time for both.
 *
 * @throws AppError `invalid_input`, `rate_limited`
 */
export async function register(ctx: TenantContext, raw: z.input<typeof registerInput>): Promise<void> {
  const { email, locale: asked, firstName, lastName } = parseInput(registerInput, raw)
  const { studio } = await getCatalogue(ctx)
  if (!(await mayMail(ctx, { email, purpose: 'register' }))) return
  const { orm, write } = ctx.db
  const now = ctx.now()
  const id = makeId('tok')
  const locale = asked ?? studio.defaultLocale
  const details = JSON.stringify({ firstName, lastName, locale, host: new URL(ctx.origin).host })
  const columns = sql`id, one_time_token_id, user_id, booking_version, kind, channel, recipient, locale, planned_at`
  await write([
    spendOpenTokens(ctx, { purpose: 'register', email }),
    orm.run(sql`INSERT INTO one_time_tokens (id, purpose, email, details, created_at, expires_at)
      SELECT ${id}, 'register', ${email}, ${details}, ${now}, ${expiryOf('register', now)}
      WHERE NOT EXISTS (SELECT 1 FROM users WHERE email = ${email})`),
    orm.run(sql`INSERT INTO messages (${columns})
      SELECT ${`msg_${id.slice(4)}`}, id, NULL, 0, 'account_register', 'email', email, ${locale}, ${now}
      FROM one_time_tokens WHERE id = ${id}`),
    orm.run(sql`INSERT INTO messages (${columns})
      SELECT ${makeId('msg')}, NULL, id, ${now}, 'account_exists', 'email', email, locale, ${now}
      FROM users WHERE email = ${email} AND status = 'active'`),
  ])
  await ctx.announce(now)
}
