import { OpenAPIHono } from '@hono/zod-openapi'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { AppError } from '../../tenants/errors.ts'
import { invalidFields } from '../../tenants/parse-input.ts'
import type { AppEnv } from '../app-env.ts'
import { refuseBrokenBody } from '../middleware/refuse-broken-text.ts'
import { answerProblem } from './problem.ts'

/** An API without routes yet: what does not fit a route's schema, method or encoding is a problem of ours. */
export function makeOpenApi(): OpenAPIHono<AppEnv> {
  const api = new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (result.success) return
      const errors = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
      throw invalidFields(errors)
    },
  })
  api.use(
    methodNotAllowed({
      app: api,
      onMethodNotAllowed: (c, methods) => {
        c.header('Allow', methods.join(', '))
        return answerProblem(
          c,
          new AppError('method_not_allowed', `This address answers ${methods.join(', ')}.`),
        )
      },
    }),
  )
  api.use(refuseBrokenBody)
  return api
}
