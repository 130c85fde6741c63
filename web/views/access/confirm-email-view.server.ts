import { confirmEmail } from '../../../tenants/access/confirm-email.ts'
import { readOneTimeToken } from '../../../tenants/access/one-time-token.ts'
import type { FormAnswer } from '../../lib/form-answer.server.ts'
import type { Portal } from '../../lib/portal.server.ts'
import { spentPage, titled, tokenOf } from './access-page.server.ts'
import { orSpent, toThisPage } from './or-spent.server.ts'

/** Asks whoever followed the link to a new address whether it shall be theirs. */
export async function confirmEmailPage(portal: Portal) {
  const { ctx, path, say, words } = portal
  const open = async () => {
    const { email } = await readOneTimeToken(ctx, tokenOf(portal), 'change_email')
    const said = words('confirmEmail')
    return {
      kind: 'open' as const,
      ...titled(portal, said.title),
      text: say('say.newAddress', { email }),
      words: said,
    }
  }
  return orSpent(open(), () =>
    spentPage(portal, { href: path('/account/security'), label: words('spentLink').email }),
  )
}

export type ConfirmEmailPage = Awaited<ReturnType<typeof confirmEmailPage>>

export async function confirmEmailAnswer(portal: Portal): Promise<FormAnswer> {
  const { ctx, path } = portal
  const work = async () => {
    await confirmEmail(ctx, { token: tokenOf(portal) })
    return { location: path('/account/security?told=email') }
  }
  return orSpent(work(), () => toThisPage(portal))
}
