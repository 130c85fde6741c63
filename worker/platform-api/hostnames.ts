import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { OwnDomain } from '../../tenants/domains/own-domain.ts'
import {
  checkHostname,
  nameHostname,
  reconcileNow,
  removeHostname,
} from '../../tenants/operators/change-hostnames.ts'
import { listHostnames, type HostnameEntry } from '../../tenants/operators/list-hostnames.ts'
import { toInstant } from '../api/instant.ts'
import { decodeCursor, encodeCursor } from '../api/cursor.ts'
import { pageOf, pageQuery } from '../api/page.ts'
import { json } from '../api/responses.ts'
import { bodyOf, gone, idParam } from '../api/staff-route.ts'
import type { AppEnv } from '../app-env.ts'
import { forOperators, readProblems, writeProblems } from './operator-route.ts'

const record = z.object({ type: z.string(), name: z.string(), value: z.string() })

const hostnameSchema = z
  .object({
    host: z.string(),
    kind: z.enum(['subdomain', 'custom']).nullable().openapi({ description: 'Null: nobody’s.' }),
    tenant_id: z.string().nullable(),
    is_main: z.boolean().openapi({ description: 'Links of messages carry it.' }),
    redirects: z.boolean().openapi({ description: 'Its visitors are sent to the main one.' }),
    certificate: z
      .object({
        state: z.enum(['active', 'waiting', 'stopped', 'refused']),
        status: z.string().openapi({ description: 'Of the name, in Cloudflare’s words.' }),
        ssl_status: z.string().openapi({ description: 'Of its certificate, in Cloudflare’s words.' }),
        said: z.array(z.string()),
        records: z.array(record),
        checked_at: z.iso.datetime(),
        broken_since: z.iso.datetime().nullable(),
      })
      .nullable(),
  })
  .openapi('Hostname')

const namedSchema = z
  .object({
    host: z.string(),
    is_proven: z.boolean(),
    is_ready: z.boolean(),
    records: z.array(record).openapi({ description: 'What the studio sets at its DNS provider.' }),
    found: z
      .object({ proof: z.string(), pointer: z.string(), certificate: z.string().nullable() })
      .nullable(),
    checked_at: z.iso.datetime().nullable(),
  })
  .openapi('NamedDomain')

const domainOf = z.object({ tenant_id: z.string().min(1), host: z.string().min(1).max(300) })

const listRoute = createRoute({
  method: 'get',
  path: '/hostnames',
  summary: 'Hosts by name, and what dangles at the maker of certificates',
  tags: ['Host names'],
  ...forOperators,
  request: {
    query: pageQuery.extend({
      tenant_id: z.string().optional(),
      search: z.string().max(200).optional().openapi({ description: 'Part of a host.' }),
      only: z.enum(['broken', 'dangling']).optional(),
    }),
  },
  responses: { 200: json(pageOf(hostnameSchema), 'A page of hosts.'), ...readProblems },
})

const nameRoute = createRoute({
  method: 'post',
  path: '/hostnames',
  summary: 'Name a domain for a studio',
  description: 'Nobody is served there before its DNS shows the token. Twice is once.',
  tags: ['Host names'],
  ...forOperators,
  request: { body: bodyOf(domainOf, 'The studio, by id or slug, and the domain.') },
  responses: { 201: json(namedSchema, 'What has to be set.'), ...writeProblems },
})

const checkRoute = createRoute({
  method: 'post',
  path: '/hostnames/{host}/check',
  summary: 'Look at once what the DNS says of a named domain',
  tags: ['Host names'],
  ...forOperators,
  request: {
    params: idParam('host', 'The domain.'),
    body: bodyOf(domainOf.pick({ tenant_id: true }), 'The studio, by id or slug.'),
  },
  responses: { 200: json(namedSchema, 'What was found.'), ...writeProblems },
})

const reconcileRoute = createRoute({
  method: 'post',
  path: '/hostnames/reconcile',
  summary: 'Compare all names with the maker of certificates at once',
  tags: ['Host names'],
  ...forOperators,
  responses: {
    200: json(
      z.object({
        seen: z.int(),
        active: z.int(),
        asked: z.int(),
        dangling: z.array(z.string()),
        fell_back: z.array(z.string()),
      }),
      'What was found and done.',
    ),
    ...writeProblems,
  },
})

const removeRoute = createRoute({
  method: 'delete',
  path: '/hostnames/{host}',
  summary: 'Take a domain from its studio, or a dangling one from the maker of certificates',
  tags: ['Host names'],
  ...forOperators,
  request: {
    params: idParam('host', 'The host.'),
    body: bodyOf(z.object({ confirm: z.string() }), 'The host once more, in `confirm`.'),
  },
  responses: { ...gone, ...writeProblems },
})

/** Host names as operators see them. */
export const hostnamesApi = new OpenAPIHono<AppEnv>()

hostnamesApi.openapi(listRoute, async (c) => {
  const { cursor, tenant_id: tenantId, ...wish } = c.req.valid('query')
  const after = cursor === undefined ? undefined : decodeCursor(cursor)
  const { hostnames, hasMore } = await listHostnames(c.var.platform, { ...wish, tenantId, after })
  const last = hostnames.at(-1)
  const next_cursor = hasMore && last ? encodeCursor(last.host) : null
  return c.json({ data: hostnames.map(toJson), next_cursor }, 200)
})

hostnamesApi.openapi(nameRoute, async (c) => {
  const { tenant_id: tenant, host } = c.req.valid('json')
  return c.json(toNamedJson(await nameHostname(c.var.platform, { tenant, host })), 201)
})

hostnamesApi.openapi(reconcileRoute, async (c) => {
  const { fellBack, ...found } = await reconcileNow(c.var.platform)
  return c.json({ ...found, fell_back: fellBack }, 200)
})

hostnamesApi.openapi(checkRoute, async (c) => {
  const { tenant_id: tenant } = c.req.valid('json')
  const { host } = c.req.valid('param')
  return c.json(toNamedJson(await checkHostname(c.var.platform, { tenant, host })), 200)
})

hostnamesApi.openapi(removeRoute, async (c) => {
  const { confirm } = c.req.valid('json')
  await removeHostname(c.var.platform, { host: c.req.valid('param').host, confirm })
  return c.body(null, 204)
})

function toJson({ tenant, certificate, isMain, ...entry }: HostnameEntry): z.output<typeof hostnameSchema> {
  return {
    host: entry.host,
    kind: entry.kind,
    tenant_id: tenant?.id ?? null,
    is_main: isMain,
    redirects: entry.redirects,
    certificate: certificate && {
      state: certificate.state,
      status: certificate.status,
      ssl_status: certificate.sslStatus,
      said: certificate.said,
      records: certificate.records,
      checked_at: toInstant(certificate.checkedAt),
      broken_since: certificate.brokenSince === null ? null : toInstant(certificate.brokenSince),
    },
  }
}

function toNamedJson(domain: OwnDomain): z.output<typeof namedSchema> {
  const { host, proof, pointer, seen, provenAt, isReady, checkedAt } = domain
  return {
    host,
    is_proven: provenAt !== null,
    is_ready: isReady,
    records: [
      { type: 'TXT', ...proof },
      { type: 'CNAME', ...pointer },
    ],
    found: seen && {
      proof: seen.proof.state,
      pointer: seen.pointer.state,
      certificate: seen.certificate?.state ?? null,
    },
    checked_at: checkedAt === null ? null : toInstant(checkedAt),
  }
}
