import type { Api } from './api.ts'
import { describeWebhooks } from './webhook-events.ts'

export type ApiDescription = ReturnType<Api['getOpenAPI31Document']>

const described = new WeakMap<Api, ApiDescription>()

/** The API as OpenAPI 3.1, made from the schemas its routes check with. The same for every studio. */
export function describeApi(api: Api): ApiDescription {
  const known = described.get(api)
  if (known) return known
  api.openAPIRegistry.registerComponent('securitySchemes', 'manageToken', {
    type: 'http',
    scheme: 'bearer',
    description: 'The token at the end of a booking’s `manage_url`.',
  })
  api.openAPIRegistry.registerComponent('securitySchemes', 'staffKey', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'thk_…',
    description:
      'A key of this studio’s: what it was made for, it may do. Or the token of somebody of the staff.',
  })
  api.openAPIRegistry.registerComponent('securitySchemes', 'personToken', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'thu_…',
    description: 'A person’s own token, from `POST /users/login`.',
  })
  describeWebhooks(api)
  const description = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Booking API', version: '1', description: INTRODUCTION },
    servers: [{ url: '/api/v1' }],
  })
  described.set(api, description)
  return description
}

const INTRODUCTION = `What a studio’s site does, for programs. It answers on the studio’s own host.

Instants are RFC 3339 in UTC, dates are days where the studio is, amounts are in the currency’s smallest unit. Lists take \`limit\` and \`cursor\` and give \`next_cursor\`. Parameters that are not listed are ignored. Ids of other studios are not found.

What staff do needs a staff key of this studio, as \`Authorization: Bearer thk_…\`, or the token of somebody of the staff, \`thu_…\` from \`POST /users/login\`; what a client has is theirs with their own token, without any link. A key or token that is wrong, revoked or another studio’s is answered 401 \`unauthorized\`, wherever it is sent; no cookies are read.

What a borrowed token must not do asks for a recent proof: 403 \`reauthentication_required\`, then \`POST /users/reauthenticate\`.

Who signs in may do what their role says, area by area, for everybody’s or for their own: what a role does not allow is 403 \`forbidden\`. A trainer’s own are the bookings with them, alone or in a class that they give, first or second, the clients who have or had one, and their own hours. What is not theirs and not for all to see, is not found.

What happens is sent to the addresses in \`/webhook-endpoints\`, as \`{id, type, created_at, data}\` with \`data\` as this API gives it, when it is first tried. Each request is signed as standardwebhooks.com says and comes at least once, in no order: \`id\` tells whether it was there before. What is not answered 2xx within ten seconds is sent again over three days; then the endpoint is disabled and the owners are told. 410 disables it at once. No redirect is followed. The events are under \`webhooks\` of openapi.json.

Every failure is \`application/problem+json\` (RFC 9457) with a \`code\` for programs, a \`detail\` for people and the \`request_id\` that is also in \`X-Request-Id\`. Besides those listed, any request may be answered with \`rate_limited\`, \`internal\` or \`unavailable\`; \`Retry-After\` says when to try again.`
