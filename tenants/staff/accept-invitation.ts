import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { isDatabaseError } from '../../db/database-error.ts'
import { invitations, locales, staff, users, type UserRow } from '../../db/tenant/schema/index.ts'
import type { Statement } from '../access/access-context.ts'
import { hashPassword } from '../access/hash-password.ts'
import { endOtherSessions } from '../access/login-sessions.ts'
import { spending, spendOneTimeToken } from '../access/one-time-token.ts'
import { openSession, type SignedIn } from '../access/open-session.ts'
import { requireGoodPassword } from '../access/require-good-password.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'
import { line } from '../input-parts.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { readInvitation, type ReadInvitation } from './get-invitation.ts'

const acceptInput = z.object({
  token: z.string().max(200),
  kind: z.enum(['browser', 'token']),
  /** Without one: what the invitation says. */
  name: line(160).nullish(),
  /** For who has no login yet, who may also do without. */
  password: z.string().nullish(),
  locale: z.enum(locales, 'not_a_locale').nullish(),
})
export type AcceptInput = z.input<typeof acceptInput>
type Answer = z.output<typeof acceptInput>

/**
 * Somebody joins the studio by the link in their mail, once. Who has a login for that address must have signed in with it,
 * and it stays as it is, its password above all; who has none gets one. Either way it is a new login session that knows of
 * the role, and those before it end.
 *
 * @throws AppError `invalid_input`; `link_spent`; `unauthorized` (`sign_in_first`) and `forbidden` (`other_account`) when the
 * address has a login that has not signed in; `conflict` (`already_staff`, `trainer_taken`); DatabaseError.
 */
export async function acceptInvitation(ctx: TenantContext, raw: AcceptInput): Promise<SignedIn> {
  const answer = parseInput(acceptInput, raw)
  const found = await readInvitation(ctx, answer.token)
  const userId = found.user ? await joinAsKnown(ctx, found, answer) : await joinAsNew(ctx, found, answer)
  return openSession(ctx, { userId, method: 'link', kind: answer.kind })
}

// oxlint-disable-next-line max-params
async function joinAsKnown(ctx: TenantContext, found: ReadInvitation, answer: Answer): Promise<string> {
  const user = requireOwnLogin(ctx, found.user)
  if (found.isStaff) throw new AppError('conflict', 'You work here already.', { reason: 'already_staff' })
  if (answer.password) {
    const message = 'You have a login here already: it stays as it is.'
    throw invalidFields([{ path: 'password', code: 'has_login', message }])
  }
  await join(ctx, found, { userId: user.id, first: [endOtherSessions(ctx, user.id, null)] })
  return user.id
}

/** Whoever holds somebody's mail for a moment does not get their login. */
function requireOwnLogin({ login }: TenantContext, user: UserRow | undefined): UserRow {
  if (!user || !login) {
    throw new AppError('unauthorized', 'Sign in first, with the address that was invited.', {
      reason: 'sign_in_first',
    })
  }
  if (login.user.id === user.id) return user
  const sentence = 'You have signed in as somebody else. The invitation is for another address.'
  throw new AppError('forbidden', sentence, { reason: 'other_account' })
}

// oxlint-disable-next-line max-params
async function joinAsNew(ctx: TenantContext, found: ReadInvitation, answer: Answer): Promise<string> {
  const { email, name } = found.invitation
  const { studio } = await getCatalogue(ctx)
  const userId = makeId('usr')
  const now = ctx.now()
  const { password = null } = answer
  if (password !== null)
    await requireGoodPassword(ctx, { password, whose: { email, name: answer.name ?? name } })
  const passwordHash = password === null ? null : await hashPassword(password)
  const { orm } = ctx.db
  const first = [
    orm.insert(users).values({
      id: userId,
      email,
      name: answer.name ?? name,
      locale: answer.locale ?? studio.defaultLocale,
      passwordHash,
      passwordChangedAt: passwordHash === null ? null : now,
      createdAt: now,
    }),
  ]
  await join(ctx, found, { userId, first })
  return userId
}

type Joining = { userId: string; first: readonly Statement[] }

// oxlint-disable-next-line max-params
async function join(
  ctx: TenantContext,
  { invitation, tokenRow, role }: ReadInvitation,
  { userId, first }: Joining,
): Promise<void> {
  const { orm, write } = ctx.db
  const now = ctx.now()
  const { id: invitationId, trainerId } = invitation
  const row = { userId, role: role.id, trainerId, status: 'active', createdAt: now, removedAt: null } as const
  try {
    await spending(
      write([
        spendOneTimeToken(ctx, tokenRow),
        ...first,
        orm
          .insert(staff)
          .values(row)
          .onConflictDoUpdate({ target: staff.userId, set: row, setWhere: sql`${staff.status} = 'removed'` }),
        orm.update(invitations).set({ acceptedAt: now }).where(eq(invitations.id, invitationId)),
        insertAudit(ctx, {
          actor: `staff:${userId}`,
          action: 'staff.joined',
          subjectId: userId,
          after: { role: role.id, trainerId, invitationId },
        }),
      ]),
    )
  } catch (cause) {
    throw toConflict(cause)
  }
}

function toConflict(cause: unknown): unknown {
  if (!isDatabaseError(cause, 'constraint')) return cause
  if (cause.message.includes('staff.trainer_id')) {
    const sentence = 'Somebody else is this trainer by now. Ask the studio to invite you anew.'
    return new AppError('conflict', sentence, { reason: 'trainer_taken', cause })
  }
  if (!cause.message.includes('users.email')) return cause
  // A login was made for this address at the same moment.
  const sentence = 'Sign in first, with the address that was invited.'
  return new AppError('unauthorized', sentence, { reason: 'sign_in_first', cause })
}
