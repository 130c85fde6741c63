import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  WebAuthnError,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/browser'

// Imported lazily, by pages that have a passkey's button: nobody else loads the library.

/**
 * What came of asking. `cancelled`: closed, not found, or too slow, which browsers do not tell apart; `known`: this device
 * has a passkey for here already; `unsupported`: this browser or device has none.
 */
export type Ceremony<Response> =
  { ok: true; response: Response } | { ok: false; reason: 'cancelled' | 'known' | 'unsupported' | 'failed' }

export function canUsePasskeys(): boolean {
  return browserSupportsWebAuthn()
}

/** Whether the browser can offer passkeys where an address is typed (`autocomplete="username webauthn"`). */
export function canFillInPasskeys(): Promise<boolean> {
  return browserSupportsWebAuthnAutofill()
}

/** Has the browser make a passkey; `options` are `beginAddPasskey`'s, the response is for `addPasskey`. */
export function makePasskey(
  options: PublicKeyCredentialCreationOptionsJSON,
): Promise<Ceremony<RegistrationResponseJSON>> {
  return perform(() => startRegistration({ optionsJSON: options }))
}

/**
 * Has the browser sign with a passkey. With `isFilledIn` it waits quietly, until somebody picks one where they type their
 * address, and ends as `cancelled` when another ceremony begins.
 */
export function askPasskey(
  options: PublicKeyCredentialRequestOptionsJSON,
  { isFilledIn = false } = {},
): Promise<Ceremony<AuthenticationResponseJSON>> {
  return perform(() => startAuthentication({ optionsJSON: options, useBrowserAutofill: isFilledIn }))
}

/** Ends whatever waits, as when the page is left. */
export function stopCeremony(): void {
  WebAuthnAbortService.cancelCeremony()
}

async function perform<Response>(ceremony: () => Promise<Response>): Promise<Ceremony<Response>> {
  if (!canUsePasskeys()) return { ok: false, reason: 'unsupported' }
  try {
    return { ok: true, response: await ceremony() }
  } catch (error) {
    return { ok: false, reason: reasonOf(error) }
  }
}

function reasonOf(error: unknown): 'cancelled' | 'known' | 'unsupported' | 'failed' {
  if (error instanceof WebAuthnError) {
    if (error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return 'known'
    if (error.code.startsWith('ERROR_AUTHENTICATOR_MISSING')) return 'unsupported'
  }
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'AbortError') return 'cancelled'
  return name === 'NotSupportedError' ? 'unsupported' : 'failed'
}
