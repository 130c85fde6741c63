import type { z } from '@hono/zod-openapi'
import { errorStatus, type ErrorCode } from '../../tenants/errors.ts'
import { problemSchema } from './problem-schema.ts'
import { problemTitles } from './problem.ts'

/** For a route's description: a body of JSON. */
export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { content: { 'application/json': { schema } }, description }
}

/** For a route's description: the problems it may answer with, besides those that any route may. */
export function problems(...codes: ErrorCode[]) {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of codes) {
    const status = errorStatus[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const content = { 'application/problem+json': { schema: problemSchema } }
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      status,
      { content, description: same.map((code) => `\`${code}\`: ${problemTitles[code]}.`).join(' ') },
    ]),
  )
}
