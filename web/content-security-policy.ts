/**
 * The policy of every page, for the Worker to send with it: our own files only, inline scripts only with this answer's
 * nonce. Not 'strict-dynamic', under which browsers refuse to preload modules. Nothing may frame a page, and forms go
 * home.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
