import { eq } from 'drizzle-orm'
import { ownDomains, type OwnDomainRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'

/** A record that the studio sets at its DNS provider. */
export type WantedRecord = { name: string; value: string }

/** A domain that the studio named, and how far it is. */
export type OwnDomain = OwnDomainRow & {
  /** `_booking-proof.…` TXT: that the domain is the studio's. */
  proof: WantedRecord
  /** CNAME, or ALIAS at the top of a domain: that visitors come here. */
  pointer: WantedRecord
  /** Whether everything is as it should be, as far as can be seen from here. */
  isReady: boolean
}

/** Where own domains of this studio point. @throws AppError `unavailable` */
export async function targetOf({ domains }: Pick<TenantContext, 'domains'>): Promise<string> {
  if (domains.target) return domains.target
  const own = (await domains.hosts.list()).find(({ kind }) => kind === 'subdomain')
  if (!own) throw new AppError('unavailable', 'This studio has no name on the platform.')
  return own.host
}

export function toOwnDomain(row: OwnDomainRow, target: string): OwnDomain {
  const { host, token, provenAt, seen } = row
  return {
    ...row,
    proof: { name: `_booking-proof.${host}`, value: `booking-proof=${token}` },
    pointer: { name: host, value: target },
    isReady:
      provenAt !== null &&
      seen?.pointer.state === 'right' &&
      (seen.certificate?.state === 'active' || seen.certificate?.state === 'nobody'),
  }
}

/** The domain of that name. @throws AppError `not_found` */
export async function findDomain({ db }: Pick<TenantContext, 'db'>, host: string): Promise<OwnDomainRow> {
  const [[row]] = await db.read([db.orm.select().from(ownDomains).where(eq(ownDomains.host, host))])
  if (!row) throw new AppError('not_found', 'There is no such domain.')
  return row
}
