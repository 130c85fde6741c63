import { invalidFields } from '../parse-input.ts'
import type { AccessContext } from './access-context.ts'
import { checkPassword } from './check-password.ts'

type Whose = { name: string; email: string }

/**
 * Refuses a new password that others would guess, for this person at this studio. `field` is what the form calls it.
 *
 * @throws AppError `invalid_input`
 */
export async function requireGoodPassword(
  ctx: Pick<AccessContext, 'tenant' | 'origin'>,
  { password, whose, field = 'password' }: { password: string; whose: Whose; field?: string },
): Promise<void> {
  const faults = await checkPassword(password, { words: wordsOf(ctx, whose) })
  if (faults.length > 0) throw invalidFields(faults.map((fault) => ({ ...fault, path: field })))
}

/** What anybody knows of the person and the studio. */
function wordsOf(
  { tenant, origin }: Pick<AccessContext, 'tenant' | 'origin'>,
  { name, email }: Whose,
): string[] {
  return [tenant.name, tenant.id.replace(/^ten_/, ''), new URL(origin).hostname, name, email]
}
