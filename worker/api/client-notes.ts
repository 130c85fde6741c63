import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { addNote } from '../../tenants/clients/notes/add-note.ts'
import { deleteNote } from '../../tenants/clients/notes/delete-note.ts'
import { listNotes, type Note } from '../../tenants/clients/notes/list-notes.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { pageOf, pageQuery } from './page.ts'
import { json } from './responses.ts'
import { bodyOf, forStaff, gone, idParam, readProblems, writeProblems } from './staff-route.ts'

const noteSchema = z
  .object({
    id: z.string().openapi({ example: 'nte_4t1h' }),
    author: z.string().openapi({ description: 'Who wrote it, as the audit log says.' }),
    trainer_id: z.string().nullable().openapi({ description: 'The trainer they are, when one.' }),
    text: z.string(),
    created_at: z.iso.datetime(),
  })
  .openapi('ClientNote')
const newSchema = z.object({ text: z.string() }).openapi('NewClientNote')

const path = '/clients/{client_id}/notes'
const params = idParam('client_id')

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'What staff wrote about a client',
  request: { params, query: pageQuery },
  responses: { 200: json(pageOf(noteSchema), 'The newest first.'), ...readProblems },
})
const addRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Write something down about a client',
  description: 'For staff alone to read.',
  request: { params, body: bodyOf(newSchema, 'What.') },
  responses: { 201: json(noteSchema, 'Written down.'), ...writeProblems },
})
const deleteRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: `${path}/{note_id}`,
  summary: 'Take a note away',
  description: 'Whoever wrote it may, and who may change every client.',
  request: { params: params.extend(idParam('note_id').shape) },
  responses: { ...gone, ...writeProblems },
})

export const clientNotesApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const { client_id: clientId } = c.req.valid('param')
    // What is no cursor names no note.
    const after = cursor === undefined ? null : decodeCursor(cursor) || 'none'
    const { notes, hasMore } = await listNotes(c.var.ctx, { clientId, limit, after })
    const last = notes.at(-1)
    return c.json(
      { data: notes.map(toJson), next_cursor: hasMore && last ? encodeCursor(last.id) : null },
      200,
    )
  })
  .openapi(addRoute, async (c) => {
    const { client_id: clientId } = c.req.valid('param')
    return c.json(toJson(await addNote(c.var.ctx, { clientId, text: c.req.valid('json').text })), 201)
  })
  .openapi(deleteRoute, async (c) => {
    const { client_id: clientId, note_id: noteId } = c.req.valid('param')
    await deleteNote(c.var.ctx, { clientId, noteId })
    return c.body(null, 204)
  })

function toJson({ id, author, trainerId, text, createdAt }: Note): z.output<typeof noteSchema> {
  return { id, author, trainer_id: trainerId, text, created_at: toInstant(createdAt) }
}
