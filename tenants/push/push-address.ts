import { z } from 'zod'
import { decodeBase64Url } from '../access/base64url.ts'
import { openText, sealText, type Sealing } from '../access/sealed-text.ts'
import type { TenantContext } from '../context.ts'
import type { PushAddress } from '../messages/push-port.ts'

/** Base64url of so many bytes, beginning with one of these. */
const bytesOf = (count: number, isFirst: (byte: number) => boolean = () => true) =>
  z.string('invalid').refine((text) => {
    const bytes = decodeBase64Url(text)
    return bytes?.length === count && isFirst(bytes[0] ?? 0)
  }, 'invalid')

/** What a browser gives to be reached by. Whether its address may be called: `check-endpoint.ts`. */
export const pushAddressInput = z.object({
  endpoint: z.string('invalid').min(1, 'required').max(2_000, 'too_long'),
  // A point of P-256 that is not compressed, and a secret beside it (RFC 8291).
  p256dh: bytesOf(65, (first) => first === 4),
  auth: bytesOf(16),
})

type Owner = Pick<TenantContext, 'keys' | 'tenant'>

/** Encrypts an address for the database: whoever has it may write to the device. Bound to tenant and row. */
export function sealPushAddress(owner: Owner, id: string, address: PushAddress): Promise<string> {
  return sealText(toSealing(owner, id), JSON.stringify(address))
}

/** @throws Error when it was sealed for another tenant or row, with a key that is gone, or was tampered with. */
export async function openPushAddress(owner: Owner, id: string, sealed: string): Promise<PushAddress> {
  return pushAddressInput.parse(JSON.parse(await openText(toSealing(owner, id), sealed)))
}

function toSealing({ keys, tenant }: Owner, id: string): Sealing {
  return { keys, use: 'push-address', tenantId: tenant.id, boundTo: `${tenant.id}/${id}` }
}
