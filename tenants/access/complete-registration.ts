import { sql } from 'drizzle-orm'
import { isDatabaseError } from '../../db/database-error.ts'
import { locales, users, type Locale, type OneTimeTokenRow } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { exceededLimit, planLimitError } from '../plans/plan-limit.ts'
import { insertRegistrationConsents } from '../privacy/registration-consents.ts'
import type { Statement } from './access-context.ts'
import { claimGuest } from './claim-guest.ts'
import { hashPassword } from './hash-password.ts'
import { createLoginSession, type LoginKind } from './login-sessions.ts'
import { linkSpent, readOneTimeToken, spendOneTimeToken } from './one-time-token.ts'
import type { SignedIn } from './open-session.ts'
import { requireGoodPassword } from './require-good-password.ts'

export type Registration = {
  token: string
  /** Null: they will sign in by link or passkey. */
  password: string | null
  kind: LoginKind
  /** The language in which they read what they agree to; without it, that of the registration. */
  locale?: Locale
}

/**
 * Makes the login whose address the link has proven, and signs in. Whoever booked under that address as a guest is this
 * person from now on, with all they booked. That they agree to `registrationTexts`, which whoever calls has shown them, is
 * written down.
 *
 * @throws AppError `link_spent` (also when there is a login with the address by now), `invalid_input`
 */
export async function completeRegistration(
  ctx: TenantContext,
  { token, password, kind, locale }: Registration,
): Promise<SignedIn> {
  const row = await readOneTimeToken(ctx, token, 'register')
  const person = toPerson(row)
  if (password !== null) await requireGoodPassword(ctx, { password, whose: person })
  const passwordHash = password === null ? null : await hashPassword(password)
  const userId = makeId('usr')
  const session = { userId, kind, method: 'link', rank: 'client', awaitsFactor: false } as const
  try {
    const made = await createLoginSession(ctx, session, [
      spendOneTimeToken(ctx, row),
      ctx.db.orm.insert(users).values({
        id: userId,
        email: person.email,
        name: person.name,
        locale: person.locale,
        passwordHash,
        passwordChangedAt: passwordHash === null ? null : ctx.now(),
        createdAt: ctx.now(),
      }),
      ...becomeClient(ctx, { ...person, userId }),
      ...insertRegistrationConsents(ctx, { userId, locale: locale ?? person.locale }),
      insertAudit(ctx, { actor: `client:${userId}`, action: 'login.register', subjectId: userId }),
    ])
    return { ...made, userId, state: 'open' }
  } catch (error) {
    const limit = exceededLimit(error)
    if (limit) throw planLimitError(limit)
    // Used meanwhile, or there is a login with this address: an invitation was faster.
    if (isDatabaseError(error, 'constraint')) throw linkSpent()
    throw error
  }
}

type NewPerson = { email: string; firstName: string; lastName: string; name: string; locale: Locale }

/** The guest with this address, or a new client. What staff wrote of them stays as it is. */
function becomeClient(
  ctx: TenantContext,
  { userId, email, firstName, lastName, locale }: NewPerson & { userId: string },
): Statement[] {
  return [
    ...claimGuest(ctx, userId),
    ctx.db.orm.run(sql`INSERT INTO clients (id, email, first_name, last_name, locale, user_id, created_at)
      SELECT ${makeId('cli')}, ${email}, ${firstName}, ${lastName}, ${locale}, ${userId}, ${ctx.now()}
      WHERE NOT EXISTS (SELECT 1 FROM clients WHERE email = ${email})`),
  ]
}

function toPerson({ email, details }: OneTimeTokenRow): NewPerson {
  const { firstName = '', lastName = '', locale } = details ?? {}
  const name = `${firstName} ${lastName}`.trim()
  return { email, firstName, lastName, name, locale: locales.find((one) => one === locale) ?? 'en' }
}
