import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { getClient } from '../../tenants/clients/get-client.ts'
import { consentKinds, listConsents } from '../../tenants/privacy/list-consents.ts'
import { recordConsent } from '../../tenants/privacy/record-consent.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json } from './responses.ts'
import { bodyOf, forStaff, gone, idParam, readProblems, writeProblems } from './staff-route.ts'

const said = {
  kind: z.enum(consentKinds),
  is_given: z.boolean().openapi({ description: 'False: taken back.' }),
  text: z.string().openapi({ description: 'The sentence as they saw it.' }),
}
const consentSchema = z
  .object({
    ...said,
    id: z.string().openapi({ example: 'con_4t1h' }),
    version: z.string().openapi({ description: 'Which edition of the sentence.' }),
    at: z.iso.datetime(),
    source: z.string().openapi({ description: 'Where: `booking`, `registration`, `account` or `staff`.' }),
    phone: z.string().nullable().openapi({ description: 'Of `sms`: the number it is about.' }),
    actor: z.string().openapi({ description: 'Who wrote it down, as the audit log says.' }),
  })
  .openapi('Consent')
const newSchema = z
  .object({
    ...said,
    version: z
      .string()
      .default('paper')
      .openapi({ description: 'Which edition; `paper` for what was signed at the studio.' }),
  })
  .openapi('NewConsent')

const path = '/clients/{client_id}/consents'
const params = idParam('client_id')

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'What a client agreed to and took back',
  description: 'Never changed; the newest of a kind holds.',
  request: { params, query: pageQuery },
  responses: { 200: json(pageOf(consentSchema), 'The newest first.'), ...readProblems },
})
const recordRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Write down what a client agreed to or took back',
  description: 'To you, or on paper.',
  request: { params, body: bodyOf(newSchema, 'What.') },
  responses: { 204: { ...gone[204], description: 'Written down.' }, ...writeProblems },
})

export const clientConsentsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { client_id: clientId } = c.req.valid('param')
    const consents = await listConsents(c.var.ctx, { clientId })
    // An unknown client has none either.
    await getClient(c.var.ctx, { clientId })
    const { data, next_cursor } = takePage(consents, c.req.valid('query'))
    return c.json(
      {
        data: data.map(({ clientId: _of, isGiven, at, ...consent }) => ({
          ...consent,
          is_given: isGiven,
          at: toInstant(at),
        })),
        next_cursor,
      },
      200,
    )
  })
  .openapi(recordRoute, async (c) => {
    const { client_id: clientId } = c.req.valid('param')
    const { is_given: isGiven, ...consent } = c.req.valid('json')
    await recordConsent(c.var.ctx, { clientId, isGiven, ...consent })
    return c.body(null, 204)
  })
