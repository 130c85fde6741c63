const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * The name in a `Host` header as the registry keeps it: lower case, ASCII (other scripts as `xn--…`), no port. Nothing
 * when no studio can be called so: an address in numbers, a single word, a trailing dot, userinfo, an underscore.
 */
export function normalizeHost(header: string): string | undefined {
  // Whatever would make the URL parser read another host than the one that was sent.
  const [, name] = /^([^\s/\\?#@%:[\]]+)(?::\d{1,5})?$/.exec(header) ?? []
  if (name === undefined || !URL.canParse(`http://${name}/`)) return undefined
  const { hostname } = new URL(`http://${name}/`)
  if (hostname.length > 253 || !hostname.includes('.') || /^[0-9.]+$/.test(hostname)) return undefined
  return hostname.split('.').every((label) => LABEL.test(label)) ? hostname : undefined
}
