import type { PasskeyAnswer } from '../../../tenants/access/passkeys/ceremony-input.ts'
import type { Portal } from '../../lib/portal.server.ts'
import type { SentForm } from '../../lib/read-form.server.ts'

/** What a browser answered with a passkey, as `components/access/passkey-button.tsx` sends it. */
export function readPasskey(form: SentForm): PasskeyAnswer {
  return { challengeId: form.text('challengeId'), response: form.json('response') }
}

/** What to say of a passkey that opens nothing. */
export function passkeyRefusals({ words }: Portal) {
  const { passkeyRefused } = words('signIn')
  return { wrong_credentials: passkeyRefused, invalid_input: passkeyRefused }
}
