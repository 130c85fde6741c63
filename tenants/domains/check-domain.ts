import { and, eq, isNull, lt, or } from 'drizzle-orm'
import { ownDomains, type DomainSeen } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { seconds } from '../durations.ts'
import { AppError } from '../errors.ts'
import type { DnsPort } from './domain-port.ts'
import { findDomain, targetOf, toOwnDomain, type OwnDomain } from './own-domain.ts'
import { readPointer, readProof } from './read-records.ts'

/** Whoever presses sooner reads what was found. */
export const LOOK_AGAIN_MS = seconds(10)

/**
 * Looks what the DNS says of a domain. Once it shows the studio's token the domain is the studio's in the registry, and
 * visitors who come by it are served; a certificate is asked for when it leads here.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `not_allowed` (`no_dns`), `conflict` (`taken`: another
 *   studio proved it first), `unavailable`
 */
export async function checkDomain(ctx: TenantContext, { host }: { host: string }): Promise<OwnDomain> {
  const actor = requireStaff(ctx, 'settings:change')
  const { dns, hosts } = ctx.domains
  if (!dns) {
    throw new AppError('not_allowed', 'Nobody here can look into the DNS.', { reason: 'no_dns' })
  }
  const [row, target] = await Promise.all([findDomain(ctx, host), targetOf(ctx)])
  const { orm, write } = ctx.db
  const isIt = and(eq(ownDomains.host, host), eq(ownDomains.token, row.token))
  const isDue = or(isNull(ownDomains.checkedAt), lt(ownDomains.checkedAt, ctx.now() - LOOK_AGAIN_MS))
  const isOurTurn = await writeIfChanged(ctx.db, [
    orm.update(ownDomains).set({ checkedAt: ctx.now() }).where(and(isIt, isDue)),
  ])
  if (!isOurTurn) return toOwnDomain(row, target)

  const domain = toOwnDomain(row, target)
  const [proof, pointer] = await look(dns, domain)
  const isProven = proof.state === 'right'
  if (isProven && !(await hosts.hold(host))) {
    throw new AppError('conflict', 'Another studio has this name already.', { reason: 'taken' })
  }
  const isNew = isProven && row.provenAt === null
  const provenAt = isNew ? ctx.now() : row.provenAt
  const certificate = provenAt !== null && pointer.state === 'right' ? await askFor(ctx, host) : null
  const seen: DomainSeen = { proof, pointer, certificate }
  await write([
    orm.update(ownDomains).set({ seen, provenAt }).where(isIt),
    ...(isNew ? [insertAudit(ctx, { actor, action: 'domain.proven', subjectId: host })] : []),
  ])
  return toOwnDomain({ ...row, seen, provenAt, checkedAt: ctx.now() }, target)
}

async function look(dns: DnsPort, { host, proof, pointer }: OwnDomain) {
  const [text, v4, v6, ourV4, ourV6] = await Promise.all([
    dns.ask(proof.name, 'TXT'),
    dns.ask(host, 'A'),
    dns.ask(host, 'AAAA'),
    dns.ask(pointer.value, 'A'),
    dns.ask(pointer.value, 'AAAA'),
  ])
  return [
    readProof(text, proof),
    readPointer([v4, v6], { host, target: pointer.value, there: [ourV4, ourV6] }),
  ] as const
}

async function askFor({ domains: { certificates } }: TenantContext, host: string) {
  return certificates ? certificates.ensure(host) : { state: 'nobody' as const, said: [] }
}
