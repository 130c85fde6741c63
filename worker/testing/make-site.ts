import { eq } from 'drizzle-orm'
import { vi } from 'vitest'
import { hostnames, tenants } from '../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import type { FleetWork } from '../../tenants/fleet/fleet-context.ts'
import type { Wakeup } from '../../tenants/fleet/claim-due-tenants.ts'
import { provisionTenant } from '../../tenants/fleet/provision-tenant.ts'
import { fillStudio } from '../../tests/support/fill-studio.ts'
import { makeFleet, makeNewTenant, type TestFleet } from '../../tests/support/make-fleet.ts'
import { makeApp } from '../app.ts'
import type { Env, WorkMessage } from '../env.ts'
import { mailbox } from '../pages/mailbox-pages.ts'
import type { RenderPortal } from '../portal.ts'
import {
  fakeBucket,
  fakeCalendars,
  fakeGates,
  fakeImages,
  fakeKv,
  fakeQueue,
  fakeRateLimit,
} from './fake-bindings.ts'

export type Site = Awaited<ReturnType<typeof makeSite>>

type Ask = {
  path: string
  host?: string
  method?: string
  headers?: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer>
}

/** The platform's and Iron Works' hosts. */
export const PLATFORM = 'platform.trainerhub.test'
export const IRON = 'book.iron-works.test'
export const LOTUS = 'book.lotus-yoga.test'
export const OLD = 'book.old-gym.test'

/**
 * The whole Worker over HTTP, with a real registry and real studios' databases: Iron Works and Lotus (the same rows,
 * other ids and names) open, Old Gym closed. Instead of the site there is a portal that says what it was asked.
 */
export async function makeSite(changes: { isProduction?: boolean; renderPortal?: RenderPortal } = {}) {
  const fleet = await makeFleet({ hasMigrated: true })
  vi.useFakeTimers({ toFake: ['Date'], now: fleet.clock.now() })
  await openStudio(fleet, 'iron-works')
  await openStudio(fleet, 'lotus-yoga')
  await openStudio(fleet, 'old-gym')
  const { orm, write } = fleet.deps.registry
  await write([
    orm.update(tenants).set({ status: 'suspended' }).where(eq(tenants.slug, 'old-gym')),
    orm.insert(hostnames).values({ host: 'ops.trainerhub.test', kind: 'platform', createdAt: 0 }),
  ])

  const fakes = makeFakes()
  const env: Env = {
    TRAINER_CALENDAR: fakes.calendars.calendars,
    VENDOR_GATE: fakes.gates.gates,
    HOSTNAMES: fakes.hostnames.kv,
    MESSAGES_QUEUE: fakes.messages.queue,
    DUE_QUEUE: fakes.due.queue,
    WORK_QUEUE: fakes.work.queue,
    FLEET_QUEUE: fakes.fleet.queue,
    RATE_LIMIT_BOOKINGS: fakes.limits.bookings.limiter,
    RATE_LIMIT_SLOTS: fakes.limits.slots.limiter,
    RATE_LIMIT_OTHERS: fakes.limits.others.limiter,
    FILES: fakes.files.bucket,
    IMAGES: fakeImages,
    ...(changes.isProduction ? {} : { DEV_MAILBOX: fakes.mailbox.kv }),
    REGISTRY_URL: fleet.address('registry').url,
    REGISTRY_TOKEN: '',
    SECRET_KEYS: fleet.deps.keys,
    PLATFORM_HOST: PLATFORM,
    MAIL_FROM: 'bookings@example.test',
    RESEND_API_KEY: changes.isProduction ? 'key' : undefined,
  }
  const portal = { asked: [] as Request[], failures: [] as (string | undefined)[] }
  const renderPortal: RenderPortal = async (request, { ctx, failure }) => {
    portal.asked.push(request)
    portal.failures.push(failure?.code)
    return new Response(failure?.code ?? `the site of ${ctx.tenant.slug}`, { status: failure?.status ?? 200 })
  }
  const app = makeApp({
    renderPortal: changes.renderPortal ?? renderPortal,
    mailbox: changes.isProduction ? undefined : mailbox,
  })

  const background: Promise<unknown>[] = []
  const executionCtx = {
    waitUntil: (work: Promise<unknown>) => void background.push(work),
    passThroughOnException: () => {},
    props: {},
  } as unknown as ExecutionContext

  async function ask({ path, host = IRON, method = 'GET', headers = {}, body }: Ask): Promise<Response> {
    const request = new Request(`https://${host}${path}`, {
      method,
      headers: { host, ...headers },
      ...(body === undefined ? {} : { body }),
    })
    const answer = await app.fetch(request, env, executionCtx)
    await Promise.all(background.splice(0))
    return answer
  }
  const postJson = (path: string, json: unknown, headers: Record<string, string> = {}) =>
    ask({
      path,
      method: 'POST',
      body: JSON.stringify(json),
      headers: { 'content-type': 'application/json', ...headers },
    })
  return { fleet, env, fakes, portal, app, ask, postJson }
}

/** Makes a studio with the rows of `studio-rows.ts`. */
async function openStudio({ deps, address }: TestFleet, slug: string): Promise<void> {
  const tenant = makeNewTenant(slug, { name: slug })
  await provisionTenant(deps, tenant)
  const database = `${tenant.id.replaceAll('_', '-')}`
  await fillStudio(openTenantDatabase(tenant.id, address(database)))
}

function makeFakes() {
  return {
    hostnames: fakeKv(),
    mailbox: fakeKv(),
    messages: fakeQueue<Wakeup>(),
    due: fakeQueue<Wakeup>(),
    work: fakeQueue<WorkMessage>(),
    fleet: fakeQueue<FleetWork>(),
    limits: { bookings: fakeRateLimit(), slots: fakeRateLimit(), others: fakeRateLimit() },
    calendars: fakeCalendars(),
    gates: fakeGates(),
    files: fakeBucket(),
  }
}
