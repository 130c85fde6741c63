import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { confirmImport } from '../../tenants/imports/confirm-import.ts'
import { discardImport } from '../../tenants/imports/discard-import.ts'
import { getImport, type CountedImport } from '../../tenants/imports/get-import.ts'
import {
  dateOrders,
  delimiters,
  encodings,
  importStates,
  onKnownChoices,
  verdicts,
} from '../../tenants/imports/import-words.ts'
import { listImportRows } from '../../tenants/imports/list-import-rows.ts'
import { listImports } from '../../tenants/imports/list-imports.ts'
import { mapImport } from '../../tenants/imports/map-import.ts'
import { rereadImport } from '../../tenants/imports/reread-import.ts'
import { undoImport } from '../../tenants/imports/undo-import.ts'
import type { AppEnv } from '../app-env.ts'
import { takeImportFile } from '../uploads/take-import-file.ts'
import { toInstant } from './instant.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { pageOf, pageQuery } from './page.ts'
import { json, problems } from './responses.ts'
import { bodyOf, forStaff, gone, idParam, readProblems, writeProblems } from './staff-route.ts'

const meaning = z.string().nullable().openapi({
  description:
    'What a column is: `first_name`, `last_name`, `full_name`, `email`, `phone`, `born_on`, `created_on`, `locale`, `tags`, `notes`, `news`, or `field:` and the id of a field of the studio’s own. Null is left out.',
})
const settings = {
  mapping: z.array(meaning),
  date_order: z.enum(dateOrders).nullable(),
  country: z
    .string()
    .nullable()
    .openapi({ description: 'Of numbers without a country code: ISO 3166.', example: 'BG' }),
  on_known: z
    .enum(onKnownChoices)
    .openapi({ description: 'What becomes of a row whose client is here already.' }),
}
const importSchema = z
  .object({
    id: z.string().openapi({ example: 'imp_4t1h' }),
    file_name: z.string(),
    bytes: z.int(),
    state: z.enum(importStates),
    failure: z.string().nullable().openapi({ description: 'Why it failed, in a word.' }),
    encoding: z.string().nullable(),
    delimiter: z.string().nullable(),
    columns: z.array(z.string()),
    ...settings,
    rows: z.int(),
    done_bytes: z.int(),
    done_rows: z.int().openapi({ description: 'How far the step that is under way has come.' }),
    created_at: z.iso.datetime(),
    finished_at: z.iso.datetime().nullable(),
  })
  .openapi('Import')
const countsSchema = z.object({
  counts: z
    .object({ create: z.int(), update: z.int(), skip: z.int(), refuse: z.int() })
    .openapi({ description: 'How many rows come to what.' }),
})
const countedSchema = importSchema.extend(countsSchema.shape).openapi('CountedImport')
const changeSchema = z
  .object({
    mapping: settings.mapping.optional(),
    date_order: z.enum(dateOrders).optional(),
    country: settings.country.optional(),
    on_known: settings.on_known.optional(),
  })
  .openapi('ImportChange')
const readingSchema = z
  .object({ encoding: z.enum(encodings).optional(), delimiter: z.enum(delimiters).optional() })
  .openapi('ImportReading')
const rowSchema = z
  .object({
    row: z.int(),
    cells: z.array(z.string()),
    verdict: z.enum(verdicts).nullable(),
    errors: z.array(z.object({ column: z.string(), code: z.string() })),
    client_id: z.string().nullable(),
    done_at: z.iso.datetime().nullable(),
    undone_at: z.iso.datetime().nullable(),
  })
  .openapi('ImportRow')

const path = '/clients/import'
const one = `${path}/{import_id}` as const
const params = idParam('import_id')
const step = (name: 'start' | 'undo', summary: string) =>
  createRoute({
    ...forStaff,
    method: 'post',
    path: `${one}/${name}`,
    summary,
    request: { params },
    responses: { 202: json(importSchema, 'It goes on by itself; ask how far it is.'), ...writeProblems },
  })

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'Imports of clients',
  request: { query: pageQuery },
  responses: { 200: json(pageOf(importSchema), 'The newest first.'), ...readProblems },
})
const addRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Import clients from a file',
  description:
    'The body is a CSV file of 50 MB at most, or a form (`multipart/form-data`) with the file as its only field; it has to say its length. It is read in the background: ask for its state until it is `mapping`, say what its columns are with PATCH, until it is `ready`, look at its rows, and start it. Needs the rights `clients: change` and `data: view`.',
  request: { body: { content: { 'text/csv': { schema: z.string() } } } },
  responses: {
    201: json(importSchema, 'Taken; it is being read.'),
    ...writeProblems,
    ...problems('payload_too_large'),
  },
})
const getRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: one,
  summary: 'One import, and how far it is',
  request: { params },
  responses: { 200: json(countedSchema, 'The import.'), ...readProblems },
})
const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: one,
  summary: 'Say what the columns of an import are',
  description: 'What is not given stays as it was guessed. Then each row is looked at.',
  request: { params, body: bodyOf(changeSchema, 'What is different.') },
  responses: { 200: json(importSchema, 'The import; its state is `checking`.'), ...writeProblems },
})
const readingRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${one}/read`,
  summary: 'Read the file of an import in another way',
  request: {
    params,
    body: bodyOf(readingSchema, 'How its letters are written, and what stands between cells.'),
  },
  responses: { 202: json(importSchema, 'The import; its state is `reading`.'), ...writeProblems },
})
const discardRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: one,
  summary: 'Give up an import before it starts',
  request: { params },
  responses: { ...gone, ...writeProblems },
})
const rowsRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: `${one}/rows`,
  summary: 'What the rows of an import come to',
  request: { params, query: pageQuery.extend({ verdict: z.enum(verdicts).optional() }) },
  responses: { 200: json(pageOf(rowSchema), 'In the order of the file.'), ...readProblems },
})
const startRoute = step('start', 'Start an import')
const undoRoute = step('undo', 'Undo an import')

export const importsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const after = cursor === undefined ? null : decodeCursor(cursor) || 'none'
    const { imports, hasMore } = await listImports(c.var.ctx, { limit, after })
    const last = imports.at(-1)
    return c.json(
      { data: imports.map(toJson), next_cursor: hasMore && last ? encodeCursor(last.id) : null },
      200,
    )
  })
  .openapi(addRoute, async (c) => c.json(toJson(await takeImportFile(c)), 201))
  .openapi(getRoute, async (c) => {
    const found = await getImport(c.var.ctx, { importId: c.req.valid('param').import_id })
    return c.json({ ...toJson(found), counts: found.counts }, 200)
  })
  .openapi(changeRoute, async (c) => {
    const { mapping, date_order: dateOrder, country, on_known: onKnown } = c.req.valid('json')
    const changes = { mapping, dateOrder, country, onKnown }
    return c.json(
      toJson(await mapImport(c.var.ctx, { importId: c.req.valid('param').import_id, ...changes })),
      200,
    )
  })
  .openapi(readingRoute, async (c) => {
    const wish = { importId: c.req.valid('param').import_id, ...c.req.valid('json') }
    return c.json(toJson(await rereadImport(c.var.ctx, wish)), 202)
  })
  .openapi(discardRoute, async (c) => {
    await discardImport(c.var.ctx, { importId: c.req.valid('param').import_id })
    return c.body(null, 204)
  })
  .openapi(rowsRoute, async (c) => {
    const { limit, cursor, verdict } = c.req.valid('query')
    const importId = c.req.valid('param').import_id
    // What is no cursor is after all rows there are.
    const after = cursor === undefined ? 0 : Number(decodeCursor(cursor) ?? Number.MAX_SAFE_INTEGER)
    const { rows, hasMore } = await listImportRows(c.var.ctx, {
      importId,
      limit,
      after: Number.isSafeInteger(after) ? after : Number.MAX_SAFE_INTEGER,
      verdicts: verdict ? [verdict] : undefined,
    })
    const data = rows.map(({ row, cells, verdict, errors, clientId, doneAt, undoneAt }) => ({
      row,
      cells,
      verdict,
      errors,
      client_id: clientId,
      done_at: doneAt === null ? null : toInstant(doneAt),
      undone_at: undoneAt === null ? null : toInstant(undoneAt),
    }))
    return c.json({ data, next_cursor: hasMore ? encodeCursor(String(rows.at(-1)?.row)) : null }, 200)
  })
  .openapi(startRoute, async (c) => {
    return c.json(toJson(await confirmImport(c.var.ctx, { importId: c.req.valid('param').import_id })), 202)
  })
  .openapi(undoRoute, async (c) => {
    return c.json(toJson(await undoImport(c.var.ctx, { importId: c.req.valid('param').import_id })), 202)
  })

function toJson(found: Omit<CountedImport, 'counts'>): z.output<typeof importSchema> {
  const { id, bytes, state, failure, encoding, delimiter, columns, mapping, country, rows } = found
  return {
    id,
    file_name: found.fileName,
    bytes,
    state,
    failure,
    encoding,
    delimiter,
    columns,
    mapping,
    date_order: found.dateOrder,
    country,
    on_known: found.onKnown,
    rows,
    done_bytes: found.doneBytes,
    done_rows: found.doneRows,
    created_at: toInstant(found.createdAt),
    finished_at: found.finishedAt === null ? null : toInstant(found.finishedAt),
  }
}
