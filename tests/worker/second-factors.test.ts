import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { expect, test } from 'vitest'
import { drawQrCode, findTotpStep } from '../../tenants/access/factors/totp.ts'
import { makePasskey } from '../support/software-authenticator.ts'

const ORIGIN = 'https://book.ironworks.test'
const RP_ID = 'book.ironworks.test'

test('codes are checked and drawn in the Workers runtime', async () => {
  // RFC 6238, appendix B.
  expect(await findTotpStep('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', '287082', 59_000)).toBe(1)
  expect(await drawQrCode('otpauth://totp/A:b?secret=GEZDGNBVGY3TQOJQ')).toMatch(/^<svg/)
})

test('passkeys are checked in the Workers runtime', async () => {
  const passkey = await makePasskey(ORIGIN)
  const challenge = 'AAAA'
  const expected = { expectedChallenge: challenge, expectedOrigin: ORIGIN, expectedRPID: RP_ID }
  const response = await passkey.create({ challenge, rp: { id: RP_ID }, user: { id: 'AAAA' } })
  const made = await verifyRegistrationResponse({ response, ...expected })
  if (!made.verified) throw new Error('it was not made')
  const { credential } = made.registrationInfo

  const { response: signed, ...rest } = await passkey.get({ challenge })
  const answer = { ...rest, response: { ...signed, userHandle: signed.userHandle ?? '' } }
  expect(await verifyAuthenticationResponse({ response: answer, credential, ...expected })).toMatchObject({
    verified: true,
  })
})
