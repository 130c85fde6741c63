import type { Visitor } from '../tenants/context.ts'

/** The host a request was sent to, with its port. Forwarding headers say nothing to us. */
export function hostOf(request: Request): string {
  // Requests that never crossed a wire, as in tests, have no Host header.
  return request.headers.get('host') ?? new URL(request.url).host
}

/** Scheme, host and port as a browser writes them into `Origin`. For a host that has been resolved. */
export function originOf(request: Request): string {
  return new URL(`${new URL(request.url).protocol}//${hostOf(request)}`).origin
}

/** Where a request comes from. Cloudflare sets the address itself, whatever a visitor sends. */
export function visitorOf({ headers }: Request): Visitor {
  return {
    network: networkOf(headers.get('cf-connecting-ip') ?? ''),
    userAgent: (headers.get('user-agent') ?? '').slice(0, 300),
  }
}

/** An IPv6 visitor has a whole /64 of addresses to come from. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('::')
  const first = head.split(':')
  const last = tail === undefined ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0')
  return [...first, ...(tail === undefined ? [] : zeros), ...last].slice(0, 4).join(':')
}
