import type { AccessContext } from './access-context.ts'
import type { LoginKind } from './login-sessions.ts'
import { linkSpent, readOneTimeToken, spendOneTimeToken, spending } from './one-time-token.ts'
import { admit, type SignedIn } from './open-session.ts'
import { byId, readPerson } from './read-person.ts'

/**
 * Signs in whoever holds the link of a mail: the first factor, so a second may be asked for. The link is used up with it.
 *
 * @throws AppError `link_spent`
 */
export async function signInByLink(
  ctx: AccessContext,
  { token, kind }: { token: string; kind: LoginKind },
): Promise<SignedIn> {
  const row = await readOneTimeToken(ctx, token, 'sign_in')
  const person = await readPerson(ctx, byId(row.userId ?? ''))
  if (person?.user.status !== 'active') throw linkSpent()
  return spending(admit(ctx, person, { method: 'link', kind, before: [spendOneTimeToken(ctx, row)] }))
}
