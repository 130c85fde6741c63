import type { FieldError } from '../errors.ts'
import { normalizeHost } from '../host-name.ts'

/** Names under the platform's domain that no studio may have: ours, or ones people and mail servers trust. */
const RESERVED_SLUGS = new Set(
  `about account admin administrator api app assets auth autoconfig autodiscover billing blog book booking bookings cdn
  console contact dashboard demo dev docs email ftp git health help home hostmaster imap info internal legal local
  localhost login logout mail mailer mta-sts news ns1 ns2 operator owner platform pop postmaster preview privacy public
  register registry root sales secure security shop signin signup smtp staging static status support system terms test
  trainer trainers trainerhub webhook webhooks webmail webmaster www`.split(/\s+/),
)

/** What is wrong with a slug, as a sentence, or nothing: 3 to 40 letters, digits and single dashes, none of them reserved. */
export function findSlugFault(slug: string): string | undefined {
  if (slug.length < 3 || slug.length > 40) return 'Use 3 to 40 characters.'
  // No double dash: `xn--…` would be read as another script's letters.
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))
    return 'Use lower-case letters, digits and single dashes between them.'
  if (RESERVED_SLUGS.has(slug)) return 'This name is reserved.'
  return undefined
}

/**
 * What is wrong with a studio's own domain, or nothing. It comes as the registry keeps it: lower case, ASCII (other
 * scripts as `xn--…`), no port, no trailing dot. Names under the platform's domain are given by slug alone.
 */
export function findOwnDomainFault(host: string, platformDomain: string): string | undefined {
  if (normalizeHost(host) !== host)
    return 'This is not a domain name as browsers send it, such as book.studio.com.'
  if (host === platformDomain || host.endsWith(`.${platformDomain}`))
    return 'This name belongs to the platform.'
  return undefined
}

/** Every fault in a new studio's addresses, each with the path of the field it is in. */
export function findAddressFaults(
  { slug, ownDomains }: { slug: string; ownDomains: readonly string[] },
  platformDomain: string,
): FieldError[] {
  const slugFault = findSlugFault(slug)
  const faults = slugFault === undefined ? [] : [{ path: 'slug', message: slugFault }]
  ownDomains.forEach((host, index) => {
    const fault =
      findOwnDomainFault(host, platformDomain) ??
      (ownDomains.indexOf(host) === index ? undefined : 'This name is here twice.')
    if (fault !== undefined) faults.push({ path: `ownDomains.${index}`, message: fault })
  })
  return faults
}
