type Signed = {
  /** The address as it was called: scheme, host, path and query. */
  url: string
  form: URLSearchParams
  signature: string
}

/**
 * Whether whoever holds the account's token signed this form and the address it was sent to, with or without the port
 * (twilio.com/docs/usage/security). Compared in constant time; what is malformed is false.
 */
export async function isTwilioSigned({ url, form, signature }: Signed, authToken: string): Promise<boolean> {
  const given = decode(signature)
  if (!given) return false
  const hmac = { name: 'HMAC', hash: 'SHA-1' }
  const secret = new TextEncoder().encode(authToken)
  const key = await crypto.subtle.importKey('raw', secret, hmac, false, ['verify'])
  const said = say(form)
  const are = await Promise.all(
    addressesOf(url).map((address) =>
      crypto.subtle.verify('HMAC', key, given, new TextEncoder().encode(address + said)),
    ),
  )
  return are.includes(true)
}

/** Names and values in the order of the names; a value that a name has twice is said once. */
function say(form: URLSearchParams): string {
  const names = [...new Set(form.keys())].toSorted()
  return names
    .map((name) =>
      [...new Set(form.getAll(name))]
        .toSorted()
        .map((value) => name + value)
        .join(''),
    )
    .join('')
}

/** Twilio signs the address as it was given one: the port of its scheme is in it or is not. */
function addressesOf(url: string): string[] {
  const { protocol, hostname, port, pathname, search } = new URL(url)
  const rest = pathname + search
  const known = protocol === 'https:' ? '443' : '80'
  return [`${protocol}//${hostname}${rest}`, `${protocol}//${hostname}:${port || known}${rest}`]
}

function decode(base64: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9+/]{27}=$/.test(base64)) return undefined
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}
