import type { MiddlewareHandler } from 'hono'
import { AppError, type FieldError } from '../../tenants/errors.ts'
import { invalidFields } from '../../tenants/parse-input.ts'
import type { AppEnv } from '../app-env.ts'
import { isImport, isUpload } from './limit-body.ts'

// No text with a NUL and no half of a surrogate pair goes any further: a database takes neither, and no address, no id and
// no name has them.

/** @throws AppError `not_found` for one in the path, `invalid_input` for one in the query. */
export const refuseBrokenAddress: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { pathname, searchParams } = new URL(c.req.url)
  if (pathname.includes('%00')) throw new AppError('not_found', 'There is nothing at this address.')
  refuse([...searchParams].flatMap(([name, value]) => findBroken(value, [name])))
  await next()
}

/** @throws AppError `invalid_input` for one in a body of JSON. What is not JSON is for the route to refuse. */
export const refuseBrokenBody: MiddlewareHandler<AppEnv> = async (c, next) => {
  // A picture is no text, and a file is passed on as it comes: read here it would be lost.
  const body = c.req.raw.body === null || isUpload(c) || isImport(c) ? '' : await c.req.text()
  // Only as escapes can they be there, as it is UTF-8.
  if (/\\u(0000|d[89a-f])/i.test(body)) refuse(findBroken(tryParse(body)))
  await next()
}

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw invalidFields(errors)
}

function findBroken(value: unknown, path: readonly string[] = []): FieldError[] {
  if (typeof value === 'string') {
    if (!value.includes('\0') && value.isWellFormed()) return []
    return [{ path: path.join('.'), message: 'There are characters in it that cannot be kept.' }]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => findBroken(inner, [...path, key]))
}

function tryParse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
