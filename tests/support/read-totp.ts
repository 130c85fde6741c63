import { Secret, TOTP } from 'otpauth'

/** The code an authenticator app with this secret shows at an instant (ms). */
export function readTotp(secret: string, timestamp: number): string {
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp })
}
