import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { mailDomains } from '../../db/registry/schema/index.ts'
import { days } from '../durations.ts'

/** So long a domain is kept for whoever named it and has not proven it. */
const LENT_MS = days(7)

type Name = { tenantId: string; domain: string }

/**
 * Makes a sender's domain a studio's, unless another one has it: has proven it, or named it this week.
 *
 * @returns false when another has it.
 * @throws DatabaseError
 */
export async function holdMailDomain(
  registry: Registry,
  { now, ...name }: Name & { now: number },
): Promise<boolean> {
  await registry.write([
    registry.orm
      .insert(mailDomains)
      .values({ ...name, createdAt: now })
      .onConflictDoUpdate({
        target: mailDomains.domain,
        set: { tenantId: name.tenantId, createdAt: now },
        setWhere: sql`${mailDomains.tenantId} <> ${name.tenantId} AND ${mailDomains.provenAt} IS NULL
          AND ${mailDomains.createdAt} < ${now - LENT_MS}`,
      }),
  ])
  return (await findMailDomainHolder(registry, name.domain)) === name.tenantId
}

/** Whose mail may come from it; null: nobody's. @throws DatabaseError */
export async function findMailDomainHolder({ orm, read }: Registry, domain: string): Promise<string | null> {
  const [[row]] = await read([
    orm.select({ tenantId: mailDomains.tenantId }).from(mailDomains).where(eq(mailDomains.domain, domain)),
  ])
  return row?.tenantId ?? null
}

/** @throws DatabaseError */
export async function proveMailDomain(
  { orm, write }: Registry,
  { now, ...name }: Name & { now: number },
): Promise<void> {
  await write([
    orm
      .update(mailDomains)
      .set({ provenAt: now })
      .where(and(isOf(name), isNull(mailDomains.provenAt))),
  ])
}

/** @returns false when it was not this studio's. @throws DatabaseError */
export async function releaseMailDomain({ orm, write }: Registry, name: Name): Promise<boolean> {
  const [gone] = await write([
    orm.delete(mailDomains).where(isOf(name)).returning({ domain: mailDomains.domain }),
  ])
  return gone.length > 0
}

function isOf({ tenantId, domain }: Name) {
  return and(eq(mailDomains.domain, domain), eq(mailDomains.tenantId, tenantId))
}
