import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { AppError } from '../tenants/errors.ts'
import { noteWrongDatabase } from '../tenants/fleet/health/note-wrong-database.ts'
import { toAppError } from '../tenants/to-app-error.ts'
import { answerProblem } from './api/problem.ts'
import type { AppEnv } from './app-env.ts'
import { registryOf } from './context.ts'
import { logFailure } from './log.ts'
import { ALLOWED_METHODS } from './middleware/check-method.ts'
import { failurePage } from './pages/failure-page.ts'
import type { Portal } from './portal.ts'

/**
 * The one place where a failure becomes an answer: a problem for the API, a page in the studio's look where there is a
 * studio, else a neutral page.
 */
export async function answerFailure(error: unknown, c: Context<AppEnv>, portal: Portal): Promise<Response> {
  const failure = toAppError(error instanceof HTTPException ? fromHono(error) : error)
  if (failure.cause !== undefined) report(c, failure)
  if (failure.code === 'method_not_allowed') c.header('Allow', ALLOWED_METHODS.join(', '))
  if (c.req.path.startsWith('/api/v1/')) return answerProblem(c, failure)
  if (c.get('ctx') === undefined) return failurePage(c, failure)
  try {
    const answer = await portal(c, failure)
    const { retryAfterSeconds } = failure.details
    if (retryAfterSeconds !== undefined) answer.headers.set('Retry-After', String(retryAfterSeconds))
    return answer
  } catch (second) {
    report(c, toAppError(second))
    return failurePage(c, failure)
  }
}

/** Hono refuses bodies it cannot read in its own words. */
function fromHono({ status }: HTTPException): AppError {
  if (status === 415) return new AppError('unsupported_media_type', 'Send JSON, as application/json.')
  return new AppError('bad_request', 'This request cannot be read: is it JSON?')
}

function report(c: Context<AppEnv>, failure: AppError): void {
  const { requestId, host } = c.var
  const tenantId = host?.kind === 'tenant' ? host.tenant.id : undefined
  logFailure({ event: 'request_failed', code: failure.code, requestId, tenantId }, failure.cause ?? failure)
  if (tenantId === undefined) return
  const noted = noteWrongDatabase(() => registryOf(c.env), {
    tenantId,
    error: failure.cause,
    now: Date.now(),
  })
  c.executionCtx.waitUntil(
    noted.catch((second: unknown) => logFailure({ event: 'alert_unwritten', tenantId, requestId }, second)),
  )
}
