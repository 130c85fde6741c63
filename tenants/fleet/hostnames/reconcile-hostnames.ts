import { and, eq, ne, notInArray, sql } from 'drizzle-orm'
import type { Registry } from '../../../db/registry/open-registry.ts'
import {
  customHostnames,
  hostnames,
  tenants,
  type CustomHostnameRow,
} from '../../../db/registry/schema/index.ts'
import { hostnameState, type HostnameState } from '../../domains/hostname-state.ts'
import { hours, minutes } from '../../durations.ts'
import type { FleetContext } from '../fleet-context.ts'
import { fallBack, type FallsBack } from './fall-back.ts'
import type { HostnameVendor, VendorHostname } from './hostname-vendor.ts'
import { asRefused } from './refused-name.ts'

/** The vendor takes 1,200 calls in five minutes from all of us; what is left over, the next pass does. */
const MOST_CALLS = 100
/** How long a certificate that stopped is left alone before it is asked for anew: its maker has its own pauses. */
const RESTART_AFTER_MS = hours(6)
/** How long a name that the vendor will not have is left alone. */
const ASK_AGAIN_AFTER_MS = hours(1)
/** How long a main name may be out of order before links carry the platform's name again. */
const FALLS_BACK_AFTER_MS = hours(1)
/** When each is to be looked at again at the latest; the chore comes sooner. */
const LOOK_EVERY_MS = minutes(10)
const ROWS_AT_ONCE = 100

export type Reconciled = {
  /** Names at the vendor's, and how many of them work. */
  seen: number
  active: number
  /** Asked for, or asked for anew. */
  asked: number
  /** At the vendor's and nobody's here. */
  dangling: string[]
  /** Studios whose links carry the platform's name again. */
  fellBack: string[]
}

type Ours = { tenantId: string; isMain: boolean }
type Pass = {
  fleet: FallsBack
  vendor: HostnameVendor
  callsLeft: number
}

/**
 * Compares the names that studios have with those that the maker of certificates has: asks for what is missing, anew for what
 * stopped, and writes down how far each is. What is there and nobody's is written down and reported, and left alone: an
 * operator decides. Links of a studio whose main name is out of order for an hour carry the platform's name again.
 * May be done at any time, by several at once. Null where certificates are made by other means.
 *
 * @throws DatabaseError, HostnameVendorError; the next pass goes on.
 */
export async function reconcileHostnames(
  fleet: Pass['fleet'] & Pick<FleetContext, 'hostnameVendor'>,
): Promise<Reconciled | null> {
  const vendor = fleet.hostnameVendor
  if (!vendor) return null
  const pass: Pass = { fleet, vendor, callsLeft: MOST_CALLS }
  const there = await listAll(vendor)
  const [ours, known] = await readOurs(fleet.registry)
  const rows: CustomHostnameRow[] = []
  let asked = 0
  for (const [host, found] of there) {
    const owner = ours.get(host)
    const restarted = owner && (await restart(pass, { found, known: known.get(host) }))
    if (restarted) asked += 1
    rows.push(
      toRow(fleet.now(), { found: restarted ?? found, owner, known: known.get(host), isAsked: !!restarted }),
    )
  }
  for (const [host, owner] of ours) {
    if (there.has(host)) continue
    const before = known.get(host)
    if (before && hostnameState(before) === 'refused' && before.nextCheckAt > fleet.now()) {
      rows.push({ ...before, tenantId: owner.tenantId })
      continue
    }
    if (pass.callsLeft <= 0) continue
    pass.callsLeft -= 1
    asked += 1
    const found = await vendor.create(host).catch((error: unknown) => asRefused(error, { host }))
    rows.push(toRow(fleet.now(), { found, owner, known: before, isAsked: true }))
  }
  await writeRows(fleet.registry, rows)
  return {
    seen: there.size,
    active: rows.filter((row) => hostnameState(row) === 'active').length,
    asked,
    dangling: rows.filter(({ tenantId }) => tenantId === null).map(({ host }) => host),
    fellBack: await fallBackWhereBroken(pass, { rows, ours }),
  }
}

async function listAll(vendor: HostnameVendor): Promise<Map<string, VendorHostname>> {
  const all = new Map<string, VendorHostname>()
  for (let page = 1; ; page += 1) {
    const { hostnames: found, isLast } = await vendor.list(page)
    for (const one of found) all.set(one.host, one)
    if (isLast) return all
  }
}

/** Every own name of a studio that is there, whatever its status, and what was written down the last time. */
async function readOurs({ orm, read }: Registry) {
  const [hosts, known] = await read([
    orm
      .select({ host: hostnames.host, tenantId: tenants.id, isMain: hostnames.isPrimary })
      .from(hostnames)
      .innerJoin(tenants, eq(tenants.id, hostnames.tenantId))
      .where(and(eq(hostnames.kind, 'custom'), ne(tenants.status, 'deleted'))),
    orm.select().from(customHostnames),
  ])
  const ours = new Map<string, Ours>(hosts.map(({ host, ...owner }) => [host, owner]))
  return [ours, new Map(known.map((row) => [row.host, row]))] as const
}

type Found = { found: VendorHostname; known: CustomHostnameRow | undefined }

/** Asks again for what stopped; nothing when it goes on by itself, was asked for lately, or this pass asked enough. */
async function restart(pass: Pass, { found, known }: Found): Promise<VendorHostname | undefined> {
  const isDue = known === undefined || known.nextCheckAt <= pass.fleet.now()
  if (hostnameState(found) !== 'stopped' || !isDue || pass.callsLeft <= 0) return undefined
  pass.callsLeft -= 1
  return pass.vendor.restart(found.providerId).catch((error: unknown) => asRefused(error, found))
}

type Seen = Found & { owner: Ours | undefined; isAsked: boolean }

function toRow(now: number, { found, owner, known, isAsked }: Seen): CustomHostnameRow {
  const state = hostnameState(found)
  const isRight = owner !== undefined && state === 'active'
  // One that stopped waits for its turn; all others are looked at by every pass.
  const waits = state === 'stopped' && !isAsked && known !== undefined && known.nextCheckAt > now
  return {
    ...found,
    tenantId: owner?.tenantId ?? null,
    checkedAt: now,
    nextCheckAt: waits ? known.nextCheckAt : now + pauseOf(state, isAsked),
    brokenSince: isRight ? null : (known?.brokenSince ?? now),
    createdAt: known?.createdAt ?? now,
  }
}

function pauseOf(state: HostnameState, isAsked: boolean): number {
  if (!isAsked) return LOOK_EVERY_MS
  return state === 'refused' ? ASK_AGAIN_AFTER_MS : RESTART_AFTER_MS
}

async function writeRows({ orm, write }: Registry, rows: CustomHostnameRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const { host: _host, createdAt: _createdAt, ...columns } = setAll
    await write([
      orm
        .insert(customHostnames)
        .values(rows.slice(start, start + ROWS_AT_ONCE))
        .onConflictDoUpdate({ target: customHostnames.host, set: columns }),
    ])
  }
  // What is at the vendor's no more, and ours no more.
  const hosts = orm
    .select({ host: sql`value` })
    .from(sql`json_each(${JSON.stringify(rows.map(({ host }) => host))})`)
  await write([orm.delete(customHostnames).where(notInArray(customHostnames.host, hosts))])
}

const setAll = {
  host: sql`excluded.host`,
  tenantId: sql`excluded.tenant_id`,
  providerId: sql`excluded.provider_id`,
  status: sql`excluded.status`,
  sslStatus: sql`excluded.ssl_status`,
  said: sql`excluded.said`,
  records: sql`excluded.records`,
  checkedAt: sql`excluded.checked_at`,
  nextCheckAt: sql`excluded.next_check_at`,
  brokenSince: sql`excluded.broken_since`,
  createdAt: sql`excluded.created_at`,
}

async function fallBackWhereBroken(
  { fleet }: Pass,
  { rows, ours }: { rows: CustomHostnameRow[]; ours: Map<string, Ours> },
): Promise<string[]> {
  const limit = fleet.now() - FALLS_BACK_AFTER_MS
  const fellBack: string[] = []
  for (const { host, tenantId, brokenSince } of rows) {
    const isBroken = brokenSince !== null && brokenSince <= limit
    if (tenantId === null || !isBroken || !ours.get(host)?.isMain) continue
    if (await fallBack(fleet, { tenantId, host })) fellBack.push(tenantId)
  }
  return fellBack
}
