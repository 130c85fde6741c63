import { sql } from 'drizzle-orm'
import { clientInput } from '../bookings/booking-input.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { mayMail } from './mail-limits.ts'
import { expiryOf, spendOpenTokens } from './one-time-token.ts'

const input = clientInput.pick({ email: true })

type Link =
  { purpose: 'sign_in'; kind: 'account_sign_in' } | { purpose: 'reset_password'; kind: 'account_reset' }

/**
 * Mails a link that works once to whoever has a login with this address. Nobody else gets anything, by the same statements
 * in the same time: whether there is such a person, only the mailbox tells.
 *
 * @throws AppError `invalid_input` for what is no address, `rate_limited`.
 */
export async function mailLink(ctx: TenantContext, raw: { email: string }, link: Link): Promise<void> {
  const { email } = parseInput(input, raw)
  if (!(await mayMail(ctx, { email, purpose: link.purpose }))) return
  const { orm, write } = ctx.db
  const now = ctx.now()
  const id = makeId('tok')
  const details = JSON.stringify({ host: new URL(ctx.origin).host })
  await write([
    spendOpenTokens(ctx, { purpose: link.purpose, email }),
    orm.run(sql`INSERT INTO one_time_tokens (id, purpose, user_id, email, details, created_at, expires_at)
      SELECT ${id}, ${link.purpose}, id, email, ${details}, ${now}, ${expiryOf(link.purpose, now)}
      FROM users WHERE email = ${email} AND status = 'active'`),
    orm.run(sql`INSERT INTO messages (id, one_time_token_id, booking_version, kind, channel, recipient, locale, planned_at)
      SELECT ${`msg_${id.slice(4)}`}, one_time_tokens.id, 0, ${link.kind}, 'email', users.email, users.locale, ${now}
      FROM one_time_tokens JOIN users ON users.id = one_time_tokens.user_id WHERE one_time_tokens.id = ${id}`),
  ])
  await ctx.announce(now)
}
