import type { DnsAnswer, DnsPort, DomainPort, HostsPort } from '../domains/domain-port.ts'
import { normalizeHost } from '../host-name.ts'

/** Why nothing is sent to an address that somebody gave. */
export type TargetFault =
  | 'too_long'
  | 'not_an_address'
  | 'not_https'
  | 'has_login'
  | 'has_port'
  | 'not_public'
  | 'platforms'
  | 'unresolved'

export type TargetCheck = { ok: true; url: URL } | { ok: false; fault: TargetFault }

type Names = {
  domains: Pick<DomainPort, 'isLocal' | 'suffix' | 'target' | 'dns'> & {
    hosts: Pick<HostsPort, 'list' | 'isOthers'>
  }
}

const MAX_LENGTH = 2_000

/** Ends that are in the list of public ones, and mean nothing outside one network. */
const NOT_PUBLIC = /(^|\.)(arpa|onion)$/

/**
 * Whether anything may be sent to an address that a studio or a browser gave: https at its own port, to a name below a
 * public end (publicsuffix.org), never an address in numbers however it is written, nobody's login in it, and no name of
 * the platform or of any studio. Its name has to lead to public addresses alone, as far as the DNS can be asked.
 *
 * To ask when it is saved and again whenever it is used. The runtime looks the name up once more when it calls it and
 * cannot be held to what was found here: a name that leads elsewhere a moment later stays possible, so answers are shown
 * to nobody.
 *
 * @throws DatabaseError
 */
export async function checkTarget(ctx: Names, typed: string): Promise<TargetCheck> {
  const check = await checkAddress(ctx, typed)
  if (!check.ok || isLoopback(ctx, check.url)) return check
  const { hostname } = check.url
  const { hosts, dns } = ctx.domains
  const [own, isOthers] = await Promise.all([hosts.list(), hosts.isOthers(hostname)])
  if (isOthers || own.some(({ host }) => host === hostname)) return refused('platforms')
  const fault = dns && (await faultOfRecords(dns, hostname))
  return fault ? refused(fault) : check
}

/** The same without asking anybody: for names that a list of our own allows anyway. */
export async function checkAddress(ctx: Names, typed: string): Promise<TargetCheck> {
  if (typed.length > MAX_LENGTH) return refused('too_long')
  if (!URL.canParse(typed)) return refused('not_an_address')
  const url = new URL(typed)
  url.hash = ''
  if (isLoopback(ctx, url)) return { ok: true, url }
  if (url.protocol !== 'https:') return refused('not_https')
  if (url.username !== '' || url.password !== '') return refused('has_login')
  if (url.port !== '') return refused('has_port')
  const { suffix, target } = ctx.domains
  const { hostname } = url
  if (hostname === suffix || hostname.endsWith(`.${suffix}`) || hostname === target)
    return refused('platforms')
  // The URL parser has spelt out whatever stands for an address in numbers: `0x7f.1`, `2130706433`, `①②⑦.0.0.1`.
  if (normalizeHost(hostname) === undefined) return refused('not_public')
  return (await isPublicName(hostname)) ? { ok: true, url } : refused('not_public')
}

/** A receiver on a developer's own machine. */
function isLoopback({ domains }: Names, { protocol, hostname, username, password }: URL): boolean {
  return domains.isLocal && protocol === 'http:' && hostname === '127.0.0.1' && username + password === ''
}

async function isPublicName(hostname: string): Promise<boolean> {
  const { parse } = await import('tldts')
  const { isIcann, isIp, domain } = parse(hostname)
  return isIcann === true && isIp === false && domain !== null && !NOT_PUBLIC.test(hostname)
}

async function faultOfRecords(dns: DnsPort, hostname: string): Promise<TargetFault | null> {
  const answers = await Promise.all([dns.ask(hostname, 'A'), dns.ask(hostname, 'AAAA')])
  const addresses = answers.flatMap(addressesIn)
  if (!answers.every(({ ok }) => ok) || addresses.length === 0) return 'unresolved'
  const checked = await Promise.all(addresses.map(isPublicAddress))
  return checked.every(Boolean) ? null : 'not_public'
}

function addressesIn(answer: DnsAnswer): string[] {
  return answer.ok ? answer.records.filter(({ type }) => type !== 'CNAME').map(({ data }) => data) : []
}

/** Whether an address as the DNS gives it is one of the open network: none of the ranges that are kept for anything else. */
async function isPublicAddress(text: string): Promise<boolean> {
  const { default: ipaddr } = await import('ipaddr.js')
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.process(text)
  const [first = 0] = address.toByteArray()
  // Of version 6 nothing but 2000::/3 is given out (RFC 4291).
  const isGivenOut = address.kind() === 'ipv4' || first >> 5 === 1
  return isGivenOut && address.range() === 'unicast'
}

function refused(fault: TargetFault): TargetCheck {
  return { ok: false, fault }
}
