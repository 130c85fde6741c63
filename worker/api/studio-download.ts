import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { beginDownload } from '../../tenants/downloads/begin-download.ts'
import { getDownload, openDownload } from '../../tenants/downloads/get-download.ts'
import { AppError } from '../../tenants/errors.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { json } from './responses.ts'
import { forStaffPerson, personProblems } from './staff-route.ts'

const downloadSchema = z
  .object({
    id: z.string().openapi({ example: 'dow_4t1h' }),
    state: z.enum(['making', 'ready', 'failed', 'gone']),
    rows: z.number().openapi({ description: 'About how many there are to write.' }),
    done_rows: z.number(),
    bytes: z.number().nullable(),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime().nullable(),
  })
  .openapi('StudioDownload')

const path = '/studio/download'

const beginRoute = createRoute({
  ...forStaffPerson,
  method: 'post',
  path,
  summary: 'Have the whole studio written into one SQLite file',
  description: 'Goes on in the background; ask for it below. Needs a sign-in within the last ten minutes.',
  responses: { 202: json(downloadSchema, 'Being made.'), ...personProblems },
})
const getRoute = createRoute({
  ...forStaffPerson,
  method: 'get',
  path,
  summary: 'The studio as one SQLite file',
  description: 'The tables `about_tables` and `about_columns` in it say what the others hold.',
  responses: {
    200: { description: 'The file.', content: { 'application/vnd.sqlite3': { schema: z.string() } } },
    202: json(downloadSchema, 'Not made yet: how far it is.'),
    ...personProblems,
  },
})

export const studioDownloadApi = new OpenAPIHono<AppEnv>()
  .openapi(beginRoute, async (c) => c.json(toJson(await beginDownload(c.var.ctx)), 202))
  .openapi(getRoute, async (c) => {
    const download = await getDownload(c.var.ctx)
    if (download?.state === 'making') {
      c.header('Retry-After', '5')
      return c.json(toJson(download), 202)
    }
    if (download?.state !== 'ready') throw new AppError('not_found', 'Have it made first.')
    const { body, bytes, contentType, name } = await openDownload(c.var.ctx)
    c.header('Content-Disposition', `attachment; filename="${name}"`)
    c.header('Content-Length', String(bytes))
    return c.body(body, 200, { 'Content-Type': contentType })
  })

type Download = Awaited<ReturnType<typeof beginDownload>>

function toJson(download: Download): z.output<typeof downloadSchema> {
  const { id, state, rows, doneRows, bytes, createdAt, expiresAt } = download
  return {
    id,
    state,
    rows,
    done_rows: doneRows,
    bytes,
    created_at: toInstant(createdAt),
    expires_at: expiresAt === null ? null : toInstant(expiresAt),
  }
}
