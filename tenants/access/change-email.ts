import { sql } from 'drizzle-orm'
import { clientInput } from '../bookings/booking-input.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { isThere } from './login-sessions.ts'
import { mayMail } from './mail-limits.ts'
import { expiryOf } from './one-time-token.ts'
import { requireFresh } from './require-fresh.ts'

const input = clientInput.pick({ email: true })

/**
 * Mails a link to the address that whoever has signed in wants to sign in with; until it is followed (`confirm-email.ts`)
 * nothing changes. An address that somebody has already gets no mail, and the answer is the same.
 *
 * @throws AppError `unauthorized`, `forbidden`, `reauthentication_required`, `invalid_input`, `rate_limited`
 */
export async function changeEmail(ctx: TenantContext, raw: { email: string }): Promise<void> {
  const { user, sessionId } = requireFresh(ctx)
  const { email } = parseInput(input, raw)
  if (!(await mayMail(ctx, { email, purpose: 'change_email' }))) return
  const { orm, write } = ctx.db
  const now = ctx.now()
  const id = makeId('tok')
  const details = JSON.stringify({ host: new URL(ctx.origin).host })
  await write([
    // One change at a time.
    orm.run(sql`UPDATE one_time_tokens SET used_at = ${now}
      WHERE user_id = ${user.id} AND purpose = 'change_email' AND used_at IS NULL`),
    orm.run(sql`INSERT INTO one_time_tokens (id, purpose, user_id, email, details, created_at, expires_at)
      SELECT ${id}, 'change_email', ${user.id}, ${email}, ${details}, ${now}, ${expiryOf('change_email', now)}
      WHERE NOT EXISTS (SELECT 1 FROM users WHERE email = ${email}) AND ${isThere(ctx, sessionId)}`),
    orm.run(sql`INSERT INTO messages (id, one_time_token_id, booking_version, kind, channel, recipient, locale, planned_at)
      SELECT ${`msg_${id.slice(4)}`}, id, 0, 'account_change_email', 'email', email, ${user.locale}, ${now}
      FROM one_time_tokens WHERE id = ${id}`),
  ])
  await ctx.announce(now)
}
