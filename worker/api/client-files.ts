import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { addClientFile } from '../../tenants/clients/files/add-client-file.ts'
import { deleteClientFile } from '../../tenants/clients/files/delete-client-file.ts'
import { fileHeaders } from '../../tenants/clients/files/file-headers.ts'
import { listClientFiles, type ClientFile } from '../../tenants/clients/files/list-client-files.ts'
import { openClientFile } from '../../tenants/clients/files/open-client-file.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json, problems } from './responses.ts'
import { forStaff, gone, idParam, readProblems, writeProblems } from './staff-route.ts'

const fileSchema = z
  .object({
    id: z.string().openapi({ example: 'fil_4t1h' }),
    name: z.string(),
    content_type: z.string(),
    bytes: z.int(),
    author: z.string().openapi({ description: 'Who added it, as the audit log says.' }),
    created_at: z.iso.datetime(),
  })
  .openapi('ClientFile')

const path = '/clients/{client_id}/files'
const params = idParam('client_id')
const one = { path: `${path}/{file_id}`, params: params.extend(idParam('file_id').shape) } as const

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'The files of a client',
  request: { params, query: pageQuery },
  responses: { 200: json(pageOf(fileSchema), 'The newest first.'), ...readProblems },
})
const addRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Add a file to a client',
  description:
    'The body is the file itself: PDF, JPEG, PNG, WebP, HEIC or plain text, 10 MB at most. What it is, its bytes say.',
  request: {
    params,
    query: z.object({ name: z.string().max(500).openapi({ example: 'Consent.pdf' }) }),
    body: { content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } } },
  },
  responses: {
    201: json(fileSchema, 'Kept.'),
    ...writeProblems,
    ...problems('payload_too_large', 'not_allowed'),
  },
})
const openRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: one.path,
  summary: 'What is in a file of a client',
  description: 'That somebody looked is written down.',
  request: { params: one.params },
  responses: {
    200: {
      description: 'The file, to be saved.',
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...readProblems,
  },
})
const deleteRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: one.path,
  summary: 'Delete a file of a client for good',
  request: { params: one.params },
  responses: { ...gone, ...writeProblems },
})

export const clientFilesApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { client_id: clientId } = c.req.valid('param')
    const { data, next_cursor } = takePage(
      await listClientFiles(c.var.ctx, { clientId }),
      c.req.valid('query'),
    )
    return c.json({ data: data.map(toJson), next_cursor }, 200)
  })
  .openapi(addRoute, async (c) => {
    const { client_id: clientId } = c.req.valid('param')
    const bytes = async () => new Uint8Array(await c.req.raw.arrayBuffer())
    return c.json(toJson(await addClientFile(c.var.ctx, { clientId, ...c.req.valid('query'), bytes })), 201)
  })
  .openapi(openRoute, async (c) => {
    const { client_id: clientId, file_id: fileId } = c.req.valid('param')
    const { body, ...file } = await openClientFile(c.var.ctx, { clientId, fileId })
    return new Response(body, { headers: fileHeaders({ ...file, fileId }) })
  })
  .openapi(deleteRoute, async (c) => {
    const { client_id: clientId, file_id: fileId } = c.req.valid('param')
    await deleteClientFile(c.var.ctx, { clientId, fileId })
    return c.body(null, 204)
  })

function toJson({
  contentType,
  createdAt,
  id,
  name,
  bytes,
  author,
}: ClientFile): z.output<typeof fileSchema> {
  return { id, name, content_type: contentType, bytes, author, created_at: toInstant(createdAt) }
}
