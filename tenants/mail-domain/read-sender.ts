import type { TenantContext } from '../context.ts'
import { readDomain } from '../domains/domain-name.ts'
import { isAppError, type FieldError } from '../errors.ts'
import { invalidFields } from '../parse-input.ts'

/** What is before the @, as people write it: no quotes, no comments, nothing that looks like two addresses. */
const LOCAL_PART = /^[a-z0-9](?:[a-z0-9._+-]{0,62}[a-z0-9])?$/

/** Mailboxes that the domain's owner has for other purposes, or that must be read by people (RFC 2142). */
const KEPT = /^(abuse|hostmaster|mailer-daemon|postmaster|security|webmaster)$/

const sentences = {
  not_a_domain: 'This is not a domain such as studio.com.',
  platforms: 'This name belongs to the platform.',
  not_a_local_part: 'Use letters, digits, dots and dashes, such as bookings.',
}

/**
 * The address that somebody wants their mail to come from: `bookings@studio.com`, or the two parts of it.
 *
 * @throws AppError `invalid_input` for `domain` (see `readDomain`) or `localPart`.
 */
export async function readSender(
  { domains, mailDomains }: Pick<TenantContext, 'domains' | 'mailDomains'>,
  typed: { domain: string; localPart: string },
): Promise<{ domain: string; localPart: string }> {
  const [inFront, behind] = splitAddress(typed.domain)
  const domain = readName(behind, domains)
  const { getDomain } = await import('tldts')
  // What is nobody's own: the end of a country, or of somebody who lends names out.
  if (getDomain(domain, { allowPrivateDomains: true }) === null) throw wrong('domain', 'not_a_domain')
  const platform = mailDomains.platformAddress.slice(mailDomains.platformAddress.indexOf('@') + 1)
  if (domain === platform || domain.endsWith(`.${platform}`) || platform.endsWith(`.${domain}`)) {
    throw wrong('domain', 'platforms')
  }
  return { domain, localPart: readLocalPart(inFront ?? typed.localPart) }
}

/** @throws AppError `invalid_input` for `localPart`. */
export function readLocalPart(typed: string): string {
  const localPart = typed.trim().toLowerCase()
  if (!LOCAL_PART.test(localPart) || localPart.includes('..') || KEPT.test(localPart)) {
    throw wrong('localPart', 'not_a_local_part')
  }
  return localPart
}

/** Whoever was asked for a domain may have given a whole address. */
function splitAddress(typed: string): [string | null, string] {
  const parts = typed.trim().split('@')
  return parts.length === 2 ? [parts[0] ?? '', parts[1] ?? ''] : [null, typed]
}

function readName(typed: string, domains: TenantContext['domains']): string {
  try {
    return readDomain(typed, domains)
  } catch (error) {
    if (!isAppError(error, 'invalid_input')) throw error
    // The same words, for another field.
    const errors = (error.details.errors ?? []).map((one): FieldError => ({ ...one, path: 'domain' }))
    throw invalidFields(errors)
  }
}

function wrong(path: 'domain' | 'localPart', code: keyof typeof sentences) {
  return invalidFields([{ path, code, message: sentences[code] }])
}
