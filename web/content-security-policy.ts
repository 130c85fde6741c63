/**
 * The policy of every page, for the Worker to send with it: our own files only, inline scripts only with this answer's
 * nonce. Not 'strict-dynamic', under which browsers refuse to preload modules. Nothing may frame a page unless it
 * is made for that, and forms go home.
 */
export function contentSecurityPolicy(nonce: string, framedBy: "'none'" | "'self'" | '*' = "'none'"): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    // A draft of the site, within the admin.
    "frame-src 'self'",
    `frame-ancestors ${framedBy}`,
  ].join('; ')
}
