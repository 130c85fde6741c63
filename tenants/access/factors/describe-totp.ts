import type { AccessContext } from '../access-context.ts'
import { drawQrCode, makeTotpUri } from './totp.ts'

/** What an app is set up with: typed in, opened, or scanned. Secret: for this one answer. */
export type TotpOffer = { secret: string; uri: string; qrSvg: string }

export async function describeTotp(
  { tenant }: Pick<AccessContext, 'tenant'>,
  { email }: { email: string },
  secret: string,
): Promise<TotpOffer> {
  const uri = await makeTotpUri(secret, { issuer: tenant.name, account: email })
  return { secret, uri, qrSvg: await drawQrCode(uri) }
}
