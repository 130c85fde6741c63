import { Hono, type MiddlewareHandler } from 'hono'
import { AppError } from '../tenants/errors.ts'
import type { HostRecord } from '../tenants/fleet/find-host.ts'
import { makeHostMemory, type HostMemory } from '../tenants/resolve-tenant.ts'
import { answerFailure } from './answer-failure.ts'
import type { AppEnv } from './app-env.ts'
import { checkMethod } from './middleware/check-method.ts'
import { checkOrigin } from './middleware/check-origin.ts'
import { finishAnswer } from './middleware/finish-answer.ts'
import { identifyByCookie } from './middleware/identify.ts'
import { limitBody, limitUpload } from './middleware/limit-body.ts'
import { limitRate } from './middleware/limit-rate.ts'
import { refuseBrokenAddress } from './middleware/refuse-broken-text.ts'
import { requireHttps } from './middleware/require-https.ts'
import { resolveTenant } from './middleware/resolve-tenant.ts'
import { landingPage } from './pages/landing-page.ts'
import type { Markup } from './pages/neutral-page.ts'
import { operatorPages } from './pages/operator-pages.ts'
import { pictureFiles } from './pages/picture-files.ts'
import { openLive } from './open-live.ts'
import { makePortal, type RenderPortal } from './portal.ts'
import { importFormPage } from './uploads/take-import-file.ts'

export type AppParts = {
  renderPortal: RenderPortal
  /** The development mailbox, under `/dev` of the platform's host. Production has none. */
  mailbox?: { pages: Hono<AppEnv>; hint: Markup } | undefined
}

type ForPrograms = { api: Hono<AppEnv>; docsPage: MiddlewareHandler<AppEnv> }

/**
 * Everything that is answered over HTTP. The API's schemas take as long to make as all the rest: an isolate that only
 * shows pages never makes them.
 */
export function makeApp(parts: AppParts): Pick<Hono<AppEnv>, 'fetch'> {
  const memory = makeHostMemory()
  const pages = assemble(parts, memory)
  let programs: Promise<Hono<AppEnv>> | undefined
  return {
    async fetch(request, env, context) {
      if (!new URL(request.url).pathname.startsWith('/api/')) return pages.fetch(request, env, context)
      programs ??= loadApi().then((loaded) => assemble(parts, memory, loaded))
      return (await programs).fetch(request, env, context)
    },
  }
}

async function loadApi(): Promise<ForPrograms> {
  const [{ makeApi }, { makeDocsPage }] = await Promise.all([
    import('./api/api.ts'),
    import('./api/docs-page.ts'),
  ])
  const api = makeApi()
  return { api, docsPage: async (c) => makeDocsPage(api)(c) }
}

/** In order: whose host it is, whether this may be asked, then API or site. */
function assemble(
  { renderPortal, mailbox }: AppParts,
  memory: HostMemory,
  programs?: ForPrograms,
): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const portal = makePortal(renderPortal)

  app.use(finishAnswer)
  app.get('/healthz', (c) => c.text('ok'))
  app.use(requireHttps, checkMethod, resolveTenant(memory))
  app.use(limitBody, checkOrigin, limitRate, refuseBrokenAddress)

  app.get('/', (c, next) => (c.var.host?.kind === 'platform' ? landingPage(c, mailbox?.hint) : next()))
  if (mailbox) app.use('/dev/*', only('platform')).route('/dev', mailbox.pages)
  app.use('/operator/*', only('platform')).route('/operator', operatorPages)
  app.use(only('tenant')).route('/files', pictureFiles)
  app.use(identifyByCookie).get('/admin/live', openLive).post('/admin/imports/upload', importFormPage)
  if (programs) app.route('/api/v1', programs.api).get('/api/docs', programs.docsPage)
  app.use(limitUpload).all('*', (c) => portal(c))

  app.onError((error, c) => answerFailure(error, c, portal))
  return app
}

function only(kind: HostRecord['kind']): MiddlewareHandler<AppEnv> {
  return (c, next) => {
    if (c.var.host?.kind !== kind) throw new AppError('not_found', 'There is no such page here.')
    return next()
  }
}
