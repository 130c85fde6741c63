type Sent = { fileId: string; name: string; contentType: string; bytes: number }

/** With what a file of a client's is sent, whatever is in it: it is saved, never shown as a page of ours. */
export const fileHeaders = ({ fileId, name, contentType, bytes }: Sent): Record<string, string> => ({
  'Content-Type': contentType,
  'Content-Length': String(bytes),
  // RFC 6266: the first for who does not know the second.
  'Content-Disposition': `attachment; filename="${fileId}"; filename*=UTF-8''${encodeName(name)}`,
  'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'private, no-store',
})

/** As RFC 8187 writes it: `encodeURIComponent` leaves a few signs more. */
const encodeName = (name: string): string =>
  encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
