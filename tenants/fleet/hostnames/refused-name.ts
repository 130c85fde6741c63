import { HostnameVendorError, type VendorHostname } from './hostname-vendor.ts'

/** Of one name: what is wrong with the token, or with the vendor, is wrong with all of them. */
const OF_ONE_NAME = new Set([400, 404, 409, 422])

/**
 * A name as it is while the vendor will not have it, because somebody else has it there or it is on a list: `found` as far as
 * it is known, and what the vendor said.
 *
 * @throws whatever was caught, unless it is a refusal of this one name.
 */
export function asRefused(error: unknown, found: { host: string } & Partial<VendorHostname>): VendorHostname {
  const isOfOne = error instanceof HostnameVendorError && OF_ONE_NAME.has(error.status ?? 0)
  if (!isOfOne) throw error
  const said = error.said.length > 0 ? [...error.said] : [error.message]
  return { providerId: '', status: 'blocked', sslStatus: 'none', records: [], ...found, said }
}
