import { Hono, type MiddlewareHandler } from 'hono'
import { AppError } from '../tenants/errors.ts'
import type { HostRecord } from '../tenants/fleet/find-host.ts'
import { makeHostMemory } from '../tenants/resolve-tenant.ts'
import { answerFailure } from './answer-failure.ts'
import { makeApi } from './api/api.ts'
import { makeDocsPage } from './api/docs-page.ts'
import type { AppEnv } from './app-env.ts'
import { checkMethod } from './middleware/check-method.ts'
import { checkOrigin } from './middleware/check-origin.ts'
import { finishAnswer } from './middleware/finish-answer.ts'
import { limitBody } from './middleware/limit-body.ts'
import { limitRate } from './middleware/limit-rate.ts'
import { refuseBrokenAddress } from './middleware/refuse-broken-text.ts'
import { resolveTenant } from './middleware/resolve-tenant.ts'
import { landingPage } from './pages/landing-page.ts'
import type { Markup } from './pages/neutral-page.ts'
import { makePortal, type RenderPortal } from './portal.ts'

export type AppParts = {
  renderPortal: RenderPortal
  /** The development mailbox, under `/dev` of the platform's host. Production has none. */
  mailbox?: { pages: Hono<AppEnv>; hint: Markup } | undefined
}

/** Everything that is answered over HTTP, in order: whose host it is, whether this may be asked, then API or site. */
export function makeApp({ renderPortal, mailbox }: AppParts): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const portal = makePortal(renderPortal)
  const api = makeApi()

  app.use(finishAnswer)
  app.get('/healthz', (c) => c.text('ok'))
  app.use(
    checkMethod,
    resolveTenant(makeHostMemory()),
    limitBody,
    checkOrigin,
    limitRate,
    refuseBrokenAddress,
  )

  app.get('/', (c, next) => (c.var.host?.kind === 'platform' ? landingPage(c, mailbox?.hint) : next()))
  if (mailbox) app.use('/dev/*', only('platform')).route('/dev', mailbox.pages)
  app.use(only('tenant'))
  app.route('/api/v1', api)
  app.get('/api/docs', makeDocsPage(api))
  app.all('*', (c) => portal(c))

  app.onError((error, c) => answerFailure(error, c, portal))
  return app
}

function only(kind: HostRecord['kind']): MiddlewareHandler<AppEnv> {
  return (c, next) => {
    if (c.var.host?.kind !== kind) throw new AppError('not_found', 'There is no such page here.')
    return next()
  }
}
