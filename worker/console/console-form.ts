import type { Context } from 'hono'
import { AppError, isAppError } from '../../tenants/errors.ts'
import type { AppEnv } from '../app-env.ts'

/** Beyond what any field allows, so that the verb still sees that it is too long. */
const LONGEST = 2_000

export type Typed = (name: string) => string

/** What was typed into a form; what is missing, or a file, is empty. @throws AppError `bad_request` */
export async function readForm(c: Context<AppEnv>): Promise<Typed> {
  const form = await c.req.formData().catch(() => {
    throw new AppError('bad_request', 'This is no form.')
  })
  return (name) => {
    const value = form.get(name)
    if (typeof value !== 'string') return ''
    if (value.includes('\0')) throw new AppError('bad_request', 'This cannot be kept.')
    return value.slice(0, LONGEST)
  }
}

type Answer = Response | Promise<Response>

/** What a form's page can say: it can be put right there, or tried again later. */
const SAYABLE = ['wrong_credentials', 'invalid_input', 'rate_limited', 'conflict', 'not_allowed'] as const

/** Does what a form asks for; what can be put right is shown on the form's page. */
export async function carryOut(work: () => Answer, page: (failure: AppError) => Answer): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (isAppError(error, ...SAYABLE)) return page(error)
    throw error
  }
}
