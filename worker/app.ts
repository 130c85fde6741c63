import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { AppError } from '../tenants/errors.ts'
import type { HostRecord } from '../tenants/fleet/find-host.ts'
import { normalizeHost } from '../tenants/host-name.ts'
import { makeHostMemory, type HostMemory } from '../tenants/resolve-tenant.ts'
import { answerFailure } from './answer-failure.ts'
import type { AppEnv } from './app-env.ts'
import type { Env } from './env.ts'
import { checkMethod } from './middleware/check-method.ts'
import { checkOrigin } from './middleware/check-origin.ts'
import { countRequests } from './middleware/count-requests.ts'
import { finishAnswer } from './middleware/finish-answer.ts'
import { identifyByCookie } from './middleware/identify.ts'
import { limitBody, limitUpload } from './middleware/limit-body.ts'
import { limitRate } from './middleware/limit-rate.ts'
import { refuseBrokenAddress } from './middleware/refuse-broken-text.ts'
import { requireHttps } from './middleware/require-https.ts'
import { resolveTenant } from './middleware/resolve-tenant.ts'
import { wakeWebhooks } from './middleware/wake-webhooks.ts'
import type { RequestMetrics } from './metrics/request-metrics.ts'
import { writeMetrics } from './metrics/write-metrics.ts'
import { calendarFeed } from './pages/calendar-feed.ts'
import { landingPage } from './pages/landing-page.ts'
import type { Markup } from './pages/neutral-page.ts'
import { pictureFiles } from './pages/picture-files.ts'
import { supportPages } from './pages/support-pages.ts'
import { openLive } from './open-live.ts'
import { makePortal, type RenderPortal } from './portal.ts'
import { hostOf } from './request-origin.ts'
import { importFormPage } from './uploads/take-import-file.ts'
import { webhooks } from './webhooks/webhooks.ts'

export type AppParts = {
  renderPortal: RenderPortal
  /** The development mailbox, under `/dev` of the platform's host. Production has none. */
  mailbox?: { pages: Hono<AppEnv>; hint: Markup } | undefined
  /** Counts requests by studio; tests do without. */
  metrics?: RequestMetrics
}

type Fetch = (request: Request, env: Env, context: ExecutionContext) => Response | Promise<Response>

/** What only some isolates are asked for: the studios' API, the platform's, the operators' console. */
type Loaded =
  | { of: 'studios' | 'platform'; api: Hono<AppEnv>; docsPage: MiddlewareHandler<AppEnv> }
  | { of: 'console' | 'sign-up' | 'your-data'; pages: Hono<AppEnv> }

/**
 * Everything that is answered over HTTP. The APIs' schemas take as long to make as all the rest: an isolate that only
 * shows a studio's pages never makes them, nor the operators' pages.
 */
export function makeApp(parts: AppParts): { fetch: Fetch } {
  const memory = makeHostMemory()
  const pages = assemble(parts, memory)
  const loaded: Partial<Record<Loaded['of'], Promise<Hono<AppEnv>>>> = {}
  return {
    async fetch(request, env, context) {
      const what = neededFor(request, env)
      if (!what) return pages.fetch(request, env, context)
      const app = (loaded[what] ??= load[what]().then((part) => assemble(parts, memory, part)))
      return (await app).fetch(request, env, context)
    },
  }
}

function neededFor(request: Request, env: Env): Loaded['of'] | undefined {
  const { pathname } = new URL(request.url)
  if (/^\/operator(\/|$)/.test(pathname)) return 'console'
  if (/^\/sign-up(\/|$)/.test(pathname)) return 'sign-up'
  if (/^\/your-data(\/|$)/.test(pathname)) return 'your-data'
  if (!pathname.startsWith('/api/')) return undefined
  return normalizeHost(hostOf(request)) === env.PLATFORM_HOST ? 'platform' : 'studios'
}

const load: Record<Loaded['of'], () => Promise<Loaded>> = {
  studios: loadApi,
  platform: loadPlatformApi,
  console: async () => ({ of: 'console', pages: (await import('./console/console.ts')).operatorConsole }),
  'sign-up': async () => ({ of: 'sign-up', pages: (await import('./sign-up/sign-up.ts')).signUpPages }),
  'your-data': async () => ({
    of: 'your-data',
    pages: (await import('./your-data/your-data.ts')).yourDataPages,
  }),
}

async function loadApi(): Promise<Loaded> {
  const [{ makeApi }, { describeApi }, { makeDocsPage }] = await Promise.all([
    import('./api/api.ts'),
    import('./api/describe-api.ts'),
    import('./api/docs-page.ts'),
  ])
  const api = makeApi()
  const docsPage = makeDocsPage(() => describeApi(api))
  return { of: 'studios', api, docsPage: async (c) => docsPage(c) }
}

async function loadPlatformApi(): Promise<Loaded> {
  const [{ makePlatformApi }, { describePlatformApi }, { makeDocsPage }] = await Promise.all([
    import('./platform-api/platform-api.ts'),
    import('./platform-api/describe-platform-api.ts'),
    import('./api/docs-page.ts'),
  ])
  const api = makePlatformApi()
  const docsPage = makeDocsPage(() => describePlatformApi(api))
  return { of: 'platform', api, docsPage: async (c) => docsPage(c) }
}

/** In order: whose host it is, whether this may be asked, then API or site. */
function assemble(
  { renderPortal, mailbox, metrics }: AppParts,
  memory: HostMemory,
  part?: Loaded,
): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const portal = makePortal(renderPortal)

  if (metrics) app.use(countRequests(metrics, writeMetrics))
  app.use(finishAnswer)
  app.get('/healthz', (c) => c.text('ok'))
  app.use(requireHttps, checkMethod, resolveTenant(memory))
  app.use(limitBody, checkOrigin, limitRate, refuseBrokenAddress, wakeWebhooks)

  app.get('/', (c, next) => (c.var.host?.kind === 'platform' ? landingPage(c, mailbox?.hint) : next()))
  if (mailbox) app.use('/dev/*', only('platform')).route('/dev', mailbox.pages)
  if (part?.of === 'console') app.use('/operator/*', only('platform')).route('/operator', part.pages)
  if (part?.of === 'sign-up') app.use('/sign-up/*', only('platform')).route('/sign-up', part.pages)
  if (part?.of === 'your-data') app.use('/your-data/*', only('platform')).route('/your-data', part.pages)
  if (part?.of === 'platform') {
    app.use('/api/*', only('platform')).get('/api/docs', part.docsPage).route('/api/v1', part.api)
  }
  app.on('GET', ['/status', '/status.json'], only('platform'), showStatus)
  app.use('/webhooks/*', only('platform')).route('/webhooks', webhooks)
  app.use(only('tenant')).route('/files', pictureFiles).route('/calendar', calendarFeed)
  app.route('/support', supportPages)
  app.use(identifyByCookie).get('/admin/live', openLive).post('/admin/imports/upload', importFormPage)
  if (part?.of === 'studios') app.get('/api/docs', part.docsPage).route('/api/v1', part.api)
  app.use(limitUpload).all('*', (c) => portal(c))

  app.onError((error, c) => answerFailure(error, c, portal))
  return app
}

/** Seldom asked for, so loaded when it is. */
async function showStatus(c: Context<AppEnv>): Promise<Response> {
  return (await import('./pages/status-page.ts')).answerStatus(c)
}

function only(kind: HostRecord['kind']): MiddlewareHandler<AppEnv> {
  return (c, next) => {
    if (c.var.host?.kind !== kind) throw new AppError('not_found', 'There is no such page here.')
    return next()
  }
}
