import { attemptRules, countAttempt } from '../access/attempts.ts'
import { insertOneTimeToken } from '../access/one-time-token.ts'
import type { TenantContext } from '../context.ts'
import { insertAccountMail } from '../messages/insert-account-mail.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'

/**
 * Statements that send a link to join, in place of the one sent before, in the studio's first language; with the token's id.
 * Counted: nobody's mailbox is filled.
 *
 * @throws AppError `rate_limited`; DatabaseError.
 */
export async function writeInvitationMail(ctx: TenantContext, email: string) {
  await countAttempt(ctx, { what: 'invitation', account: email, rules: attemptRules.mailsTo })
  const { studio } = await getCatalogue(ctx)
  const { tokenId, statements } = insertOneTimeToken(ctx, { purpose: 'join', email })
  const mail = {
    kind: 'account_join',
    oneTimeTokenId: tokenId,
    recipient: email,
    locale: studio.defaultLocale,
  } as const
  return { tokenId, statements: [...statements, insertAccountMail(ctx, mail)] }
}
