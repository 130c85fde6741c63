/** The host a request was sent to, with its port. Forwarding headers say nothing to us. */
export function hostOf(request: Request): string {
  // Requests that never crossed a wire, as in tests, have no Host header.
  return request.headers.get('host') ?? new URL(request.url).host
}

/** Scheme, host and port as a browser writes them into `Origin`. For a host that has been resolved. */
export function originOf(request: Request): string {
  return new URL(`${new URL(request.url).protocol}//${hostOf(request)}`).origin
}
