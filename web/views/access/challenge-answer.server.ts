import { beginAddPasskey } from '../../../tenants/access/passkeys/begin-add-passkey.ts'
import { beginPasskeyConfirm } from '../../../tenants/access/passkeys/confirm-with-passkey.ts'
import { beginPasskeySignIn } from '../../../tenants/access/passkeys/sign-in-with-passkey.ts'
import { beginPasskeyVerification } from '../../../tenants/access/passkeys/verify-with-passkey.ts'
import { AppError } from '../../../tenants/errors.ts'
import type { Portal } from '../../lib/portal.server.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { waitingSecretOf } from './code-view.server.ts'

/** What a page is to have signed by a passkey, as JSON for its script. */
export async function challengeAnswer(portal: Portal): Promise<Response> {
  const { ctx, request } = portal
  const use = (await readForm(request)).text('use')
  if (use === 'sign_in') return Response.json(await beginPasskeySignIn(ctx))
  if (use === 'confirm') return Response.json(await beginPasskeyConfirm(ctx))
  if (use === 'add') return Response.json(await beginAddPasskey(ctx))
  if (use !== 'second_factor') throw new AppError('bad_request', 'Say what it is for.')
  const waitingSecret = waitingSecretOf(portal) ?? ''
  return Response.json(await beginPasskeyVerification(ctx, { waitingSecret }))
}
