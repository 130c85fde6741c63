import { isAppError } from '../../../tenants/errors.ts'
import { acceptInvitation } from '../../../tenants/staff/accept-invitation.ts'
import { getInvitation, type InvitationForGuest } from '../../../tenants/staff/get-invitation.ts'
import { localize } from '../../../tenants/studio/localize.ts'
import type { FormAnswer } from '../../lib/form-answer.server.ts'
import { withQuery } from '../../lib/portal-paths.ts'
import type { Portal } from '../../lib/portal.server.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { tokenOf } from '../access/access-page.server.ts'
import { afterSignIn } from '../access/after-sign-in.server.ts'
import { newPasswordFields } from '../access/new-password.server.ts'
import { orSpent, toThisPage } from '../access/or-spent.server.ts'
import { mend } from './mend.server.ts'
import { titleOf } from './page-title.server.ts'
import { roleName } from './role-names.server.ts'
import { donePath } from './toast.server.ts'

/** What a mailed invitation is to, and what it takes to join. Opening the page uses nothing up. */
export async function joinPage(portal: Portal) {
  const { ctx, words } = portal
  const said = { ...words('admin').join, ...passwordWords(portal) }
  const invitation = await orSpent(getInvitation(ctx, { token: tokenOf(portal) }), () => null)
  if (!invitation) {
    return { kind: 'spent' as const, pageTitle: titleOf(portal, said.goneTitle), words: said }
  }
  const { url, locale, say, studio } = portal
  const { email, name } = invitation
  return {
    kind: kindOf(portal, invitation),
    pageTitle: titleOf(portal, said.title),
    text: say('say.joinAs', {
      studio: localize(studio.studioName, locale, studio.defaultLocale),
      role: roleName(portal, invitation),
    }),
    email,
    name,
    signInHref: withQuery('/sign-in', { next: url.pathname + url.search }),
    words: said,
  }
}

/** Whoever has a login for the address joins with it: it has to be them who signed in. */
function kindOf({ ctx }: Portal, { hasAccount, isSignedIn }: InvitationForGuest) {
  if (!hasAccount) return 'new' as const
  if (isSignedIn) return 'known' as const
  return ctx.login ? ('other' as const) : ('sign_in' as const)
}

function passwordWords({ words }: Portal) {
  const { show, hide } = words('signIn')
  return { show, hide }
}

export async function joinAnswer(portal: Portal): Promise<FormAnswer> {
  const { ctx, locale, request, words } = portal
  const form = await readForm(request)
  const { team } = words('admin')
  const errors = { ...newPasswordFields(words('passwordErrors')), ...team.errors }
  const values = { name: form.text('name') }
  try {
    return await mend(portal, { errors, values }, async () => {
      const signedIn = await acceptInvitation(ctx, {
        token: tokenOf(portal),
        kind: 'browser',
        name: values.name || null,
        password: form.text('password') || null,
        locale,
      })
      const next = await afterSignIn(portal, signedIn)
      return signedIn.state === 'open' ? { ...next, location: donePath('/admin', 'joined') } : next
    })
  } catch (error) {
    // The page says what is the matter with the link, or who has to sign in.
    if (isAppError(error, 'link_spent', 'unauthorized', 'forbidden')) return toThisPage(portal)
    throw error
  }
}
