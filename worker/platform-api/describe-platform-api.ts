import type { OpenAPIHono } from '@hono/zod-openapi'
import type { ApiDescription } from '../api/describe-api.ts'
import type { AppEnv } from '../app-env.ts'

const described = new WeakMap<OpenAPIHono<AppEnv>, ApiDescription>()

/** The platform's API as OpenAPI 3.1, made of the schemas that its routes use. */
export function describePlatformApi(api: OpenAPIHono<AppEnv>): ApiDescription {
  const known = described.get(api)
  if (known) return known
  api.openAPIRegistry.registerComponent('securitySchemes', 'operatorKey', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'tho_…',
    description: 'A key that an administrator made in the console; it may do what its role may.',
  })
  const description = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Platform API', version: '1', description: INTRODUCTION },
    servers: [{ url: '/api/v1' }],
  })
  described.set(api, description)
  return description
}

const INTRODUCTION = `What operators do with studios, for programs. It answers on the platform’s own host.

Each request needs an operators’ key, as \`Authorization: Bearer tho_…\`; no cookies are read. What a key’s role does not allow is 403 \`forbidden\`.

Instants are RFC 3339 in UTC. Lists take \`limit\` and \`cursor\` and give \`next_cursor\`. What takes long is a job: the answer is 202 with the job, which \`/tenants/{tenant_id}/steps\` follows step by step. What cannot be undone wants the studio’s slug in \`confirm\`.

Every failure is \`application/problem+json\` (RFC 9457) with a \`code\` for programs, a \`detail\` for people and the \`request_id\` that is also in \`X-Request-Id\`.`
