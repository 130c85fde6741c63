import { z } from 'zod'
import { line } from '../../input-parts.ts'

/** What a browser gives back, as `@simplewebauthn/browser` writes it: only what is looked at. */

const base64url = (max: number) =>
  z
    .string('required')
    .min(1, 'required')
    .max(max, 'too_long')
    .regex(/^[A-Za-z0-9_-]+$/, 'invalid')

/** The specification allows 1023 bytes. */
const credentialId = base64url(1_364)

const credential = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key', 'invalid'),
  // Asked for by the library's types; nothing of it is believed.
  clientExtensionResults: z.unknown().transform(() => ({})),
})

export const registrationResponse = credential.extend({
  response: z.object({
    clientDataJSON: base64url(4_000),
    attestationObject: base64url(20_000),
    transports: z.array(z.string().max(20, 'too_long')).max(10, 'too_many').optional(),
  }),
})

export type RegistrationResponse = z.output<typeof registrationResponse>

export const authenticationResponse = credential.extend({
  response: z.object({
    clientDataJSON: base64url(4_000),
    authenticatorData: base64url(4_000),
    signature: base64url(4_000),
    userHandle: base64url(100).nullish(),
  }),
})

export type AuthenticationResponse = z.output<typeof authenticationResponse>

export const challengeId = z.string('required').min(1, 'required').max(64, 'too_long')

/** What its owner calls a passkey. */
export const passkeyName = line(60)

/** An answer to a challenge, as it was sent: `response` is what the browser gave. */
export type PasskeyAnswer = { challengeId: string; response: unknown }
