import { openRegistry, type Registry } from '../db/registry/open-registry.ts'
import { OLDEST_TENANT_VERSION, openTenantDatabase } from '../db/tenant/open-tenant-database.ts'
import { openDatabaseToken } from '../tenants/access/database-token.ts'
import { BoundedMap } from '../tenants/bounded-map.ts'
import { WHOLE_STUDIO } from '../tenants/calendar/watch-calendar.ts'
import type { Actor, CalendarPort, TenantContext, Visitor } from '../tenants/context.ts'
import { seconds } from '../tenants/durations.ts'
import { orderErasure } from '../tenants/fleet/order-erasure.ts'
import { planWakeup } from '../tenants/fleet/plan-wakeup.ts'
import type { TenantRecord } from '../tenants/fleet/tenant-record.ts'
import { isDevelopment, type Env, type WorkMessage } from './env.ts'
import { lineName } from './line-name.ts'
import { logFailure } from './log.ts'
import { makeImages } from './providers/cloudflare-images.ts'
import { makeDomains } from './providers/domains.ts'
import { makeMailDomains } from './providers/mail-domains.ts'
import { makeNotices } from './providers/notices.ts'
import { makeFiles } from './providers/r2-files.ts'
import { makeSmsNumbers } from './providers/sms-numbers.ts'
import { makeStudioPlans } from './providers/studio-plans.ts'

/** What a request, a queue message or a test brings along. */
export type Occasion = {
  env: Env
  record: TenantRecord
  actor: Actor
  visitor?: Visitor
  requestId: string
  /** Scheme and host for links. */
  origin: string
  waitUntil: (work: Promise<unknown>) => void
}

/** Opening one costs a key derivation; the isolate opens each once. Keyed by tenant and sealed token. */
const openedTokens = new BoundedMap<string, string>(1_000)

export function registryOf(env: Env): Registry {
  return openRegistry({ url: env.REGISTRY_URL, token: env.REGISTRY_TOKEN })
}

/**
 * Puts together what the verbs need: the only place where the product meets Cloudflare's bindings. The database handle
 * belongs to this occasion and no other.
 *
 * @throws Error when the studio's database token cannot be opened.
 */
export async function makeTenantContext(occasion: Occasion): Promise<TenantContext> {
  const { env, record, actor, requestId, origin } = occasion
  const token = await openToken(env, record)
  return {
    tenant: record.tenant,
    db: openTenantDatabase(record.tenant.id, { url: record.databaseUrl, token }),
    schemaVersion: record.schemaVersion ?? OLDEST_TENANT_VERSION,
    actor,
    login: null,
    visitor: occasion.visitor ?? { network: '', userAgent: '' },
    now: Date.now,
    requestId,
    origin,
    keys: env.SECRET_KEYS,
    calendar: makeCalendar(occasion),
    files: makeFiles(env.FILES, record.tenant.id),
    images: makeImages(env.IMAGES),
    domains: makeDomains(env, { registry: () => registryOf(env), tenantId: record.tenant.id }),
    mailDomains: makeMailDomains(env, { registry: () => registryOf(env), tenantId: record.tenant.id }),
    smsNumbers: makeSmsNumbers({
      registry: () => registryOf(env),
      keys: env.SECRET_KEYS,
      tenantId: record.tenant.id,
      isLocal: isDevelopment(env) && env.TWILIO_ACCOUNT_SID === undefined,
    }),
    pushKey: pushKeyOf(env),
    notices: makeNotices({
      registry: () => registryOf(env),
      url: env.REGISTRY_URL,
      tenantId: record.tenant.id,
      now: Date.now,
      requestId,
      waitUntil: occasion.waitUntil,
    }),
    plans: makeStudioPlans({ registry: () => registryOf(env), tenantId: record.tenant.id, requestId }),
    orderErasure: (clientId) =>
      orderErasure(registryOf(env), { tenantId: record.tenant.id, clientId, now: Date.now() }),
    startWork: async (work) => {
      const message: WorkMessage = { tenantId: record.tenant.id, work }
      await env.WORK_QUEUE.send(message)
    },
    announce: makeAnnounce(occasion),
  }
}

/** Nothing is signed in development, but browsers insist on a key: this one's other half is nobody's. */
const UNSIGNED_KEY = 'BPhlC9bkE78BGrMz5BgxEy1Wu5PwUGqthkwQyzanVZ-_McCMO2ZOOsiL7tP9x5Y8Yuuta6mDsJY2ApQ3us717tY'

/** As `providers/message-ports.ts` has it: half a key pair sends nothing. */
function pushKeyOf(env: Env): string | null {
  if (env.VAPID_PUBLIC_KEY && env.VAPID_PRIVATE_KEY) return env.VAPID_PUBLIC_KEY
  return isDevelopment(env) ? UNSIGNED_KEY : null
}

/** The same for what is done without anybody asking; `requestId` is of the message or the run that it is part of. */
export function makeSystemContext({
  env,
  record,
  requestId,
  waitUntil,
}: Pick<Occasion, 'env' | 'record' | 'requestId' | 'waitUntil'>): Promise<TenantContext> {
  const origin = `${isDevelopment(env) ? 'http' : 'https'}://${record.tenant.primaryHost}`
  return makeTenantContext({ env, record, actor: { kind: 'system' }, requestId, origin, waitUntil })
}

async function openToken(
  env: Env,
  { tenant, databaseTokenEncrypted: sealed }: TenantRecord,
): Promise<string> {
  const key = `${tenant.id} ${sealed}`
  const known = openedTokens.get(key)
  if (known !== undefined) return known
  const token = await openDatabaseToken({ keys: env.SECRET_KEYS, tenantId: tenant.id }, sealed)
  openedTokens.set(key, token)
  return token
}

function makeCalendar({ env, record, requestId, waitUntil }: Occasion): CalendarPort {
  const { tenant, databaseUrl, databaseTokenEncrypted } = record
  // A stub breaks with the object behind it, so each call takes a new one.
  const lineOf = (lineId: string) => env.TRAINER_CALENDAR.getByName(lineName(tenant.id, lineId))
  return {
    async book(command) {
      try {
        return await lineOf(command.lineId).book(
          { id: tenant.id, databaseUrl, databaseTokenEncrypted, requestId },
          command,
        )
      } catch (error) {
        logFailure({ event: 'calendar_failed', tenantId: tenant.id, requestId }, error)
        // An overloaded object refused the call; after any other failure it may have been carried out.
        return { ok: false, code: isOverloaded(error) ? 'unavailable' : 'outcome_unknown' }
      }
    },
    async forget(lineId, sourceId) {
      try {
        await lineOf(lineId).forget(sourceId)
      } catch {
        // The line trusts its memory for two seconds; then it asks the database.
      }
    },
    async announce(trainerIds) {
      // Nobody waits for it, and it may fail: whoever looks at a calendar sees it at the next glance, too.
      const lines = new Set([...trainerIds, WHOLE_STUDIO])
      waitUntil(Promise.allSettled([...lines].map(async (id) => lineOf(id).announce())))
    },
  }
}

function isOverloaded(error: unknown): boolean {
  return error instanceof Error && 'overloaded' in error && error.overloaded === true
}

/** When this isolate last noted in the registry that a studio is due at once. */
const notedAt = new WeakMap<Env, BoundedMap<string, number>>()

/**
 * Goes on after the answer and never fails it. The queue is told each time; the registry, which makes up for what the
 * queue loses, at most once a second. What both lose is found by the sweep within a quarter of an hour.
 */
function makeAnnounce({ env, record, requestId, waitUntil }: Occasion): TenantContext['announce'] {
  const tenantId = record.tenant.id
  const noted = notedAt.get(env) ?? new BoundedMap(1_000)
  notedAt.set(env, noted)
  const inBackground = (work: Promise<unknown>) =>
    waitUntil(
      work.catch((error: unknown) => logFailure({ event: 'announce_failed', tenantId, requestId }, error)),
    )
  return async (dueAt) => {
    const now = Date.now()
    if (dueAt <= now) {
      inBackground(env.MESSAGES_QUEUE.send({ tenantId, wakeupAt: dueAt }))
      if (now - (noted.get(tenantId) ?? 0) < seconds(1)) return
      noted.set(tenantId, now)
    }
    inBackground(planWakeup(registryOf(env), { tenantId, dueAt }))
  }
}
