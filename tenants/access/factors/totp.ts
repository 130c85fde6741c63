/** RFC 6238 as every authenticator app has it: SHA-1, six digits, thirty seconds. The library is loaded when needed. */

/** A code may come one step late or early: clocks differ, and people type slowly (RFC 6238, 5.2). */
const WINDOW = 1

/** 160 random bits, as base 32: as many as HMAC-SHA-1 has (RFC 4226, 4). */
export async function makeTotpSecret(): Promise<string> {
  const { Secret } = await import('otpauth')
  return new Secret({ size: 20 }).base32
}

/** What the app keeps, as `otpauth://totp/…`: under the studio's name, for this address. */
export async function makeTotpUri(
  secret: string,
  { issuer, account }: { issuer: string; account: string },
): Promise<string> {
  const { TOTP } = await import('otpauth')
  // Apps take a colon for the end of the issuer.
  return new TOTP({ issuer: issuer.replaceAll(':', ' ').trim(), label: account, secret }).toString()
}

/** The time step this code is of, near this instant (ms); nothing when it is of none. */
export async function findTotpStep(secret: string, code: string, now: number): Promise<number | undefined> {
  // The library throws at digits of other scripts.
  if (!/^[0-9]{6}$/.test(code)) return undefined
  const { Secret, TOTP } = await import('otpauth')
  const key = Secret.fromBase32(secret)
  const delta = TOTP.validate({ secret: key, token: code, timestamp: now, window: WINDOW })
  return delta === null ? undefined : TOTP.counter({ timestamp: now }) + delta
}

/** The secret for a camera: SVG of plain shapes, without script and style, which a page's policy would refuse. */
export async function drawQrCode(uri: string): Promise<string> {
  const { renderSVG } = await import('uqr')
  return renderSVG(uri, { border: 4, pixelSize: 4 })
}
