import { insertAudit } from '../../audit/insert-audit.ts'
import type { AccessContext } from '../access-context.ts'
import { nameLogin } from '../name-actor.ts'
import { renewSession, type Renewed } from '../renew-session.ts'
import { requireLogin } from '../require-login.ts'
import { askForPasskey } from './ask-for-passkey.ts'
import { auditRefusal } from './audit-refusal.ts'
import type { PasskeyAnswer } from './ceremony-input.ts'
import { checkPasskey } from './check-passkey.ts'

/** What a browser needs for `confirmWithPasskey`. @throws AppError `unauthorized`, `not_found` without a passkey here. */
export async function beginPasskeyConfirm(ctx: AccessContext) {
  return askForPasskey(ctx, { purpose: 'confirm', userId: requireLogin(ctx).user.id })
}

/**
 * Lets whoever has signed in prove by their passkey that it is still them, for the next ten minutes: the
 * session with its new secret.
 *
 * @throws AppError `unauthorized`, `invalid_input`, `wrong_credentials`, `rate_limited`
 */
export async function confirmWithPasskey(ctx: AccessContext, answer: PasskeyAnswer): Promise<Renewed> {
  const { user } = requireLogin(ctx)
  const entry = { actor: nameLogin(ctx), subjectId: user.id }
  await auditRefusal(ctx, { ...entry, action: 'login.confirm_failure' }, () =>
    checkPasskey(ctx, { purpose: 'confirm', userId: user.id }, answer),
  )
  return renewSession(ctx, [
    insertAudit(ctx, { ...entry, action: 'login.confirm', after: { method: 'passkey' } }),
  ])
}
