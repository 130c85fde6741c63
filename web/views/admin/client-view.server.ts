import { listAudit } from '../../../tenants/audit/list-audit.ts'
import { readActorNames } from '../../../tenants/audit/read-actor-names.ts'
import { getClient } from '../../../tenants/clients/get-client.ts'
import { addNote } from '../../../tenants/clients/notes/add-note.ts'
import { deleteNote } from '../../../tenants/clients/notes/delete-note.ts'
import { listNotes } from '../../../tenants/clients/notes/list-notes.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { FormAnswer } from '../../lib/form-answer.server.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { whoOf } from './audit-line.server.ts'
import { nameOf } from './clients-view.server.ts'
import { mend } from './mend.server.ts'
import { titleOf } from './page-title.server.ts'
import { donePath } from './toast.server.ts'

const MOST_NOTES = 50
const MOST_LOOKS = 10

export const clientIdOf = ({ params }: Desk): string => params['client'] ?? ''

/** What the studio knows of a client: how to reach them, what staff wrote down, and who looked. */
export async function clientPage(desk: Desk) {
  const { ctx, may, mayAny, words } = desk
  const clientId = clientIdOf(desk)
  const client = await getClient(ctx, { clientId })
  const labels = words('admin').clients
  const { name } = nameOf(desk, client)
  return {
    pageTitle: titleOf(desk, name),
    name,
    isErased: client.erasedAt !== null,
    facts: client.erasedAt === null ? factsOf(desk, client) : [],
    notes: await notesOf(desk, clientId),
    mayWrite: may('clients:change') && client.erasedAt === null,
    exportHref: mayAny('data:view') ? `/admin/clients/${clientId}/export` : null,
    eraseHref: mayAny('data:change') && client.erasedAt === null ? `/admin/clients/${clientId}/erase` : null,
    looks: mayAny('staff:view') ? await looksAt(desk, clientId) : null,
    logHref: `/admin/audit?about=${clientId}`,
    words: labels,
  }
}

type Client = Awaited<ReturnType<typeof getClient>>

function factsOf({ day, words }: Desk, client: Client): { label: string; text: string }[] {
  const labels = words('admin').clients
  return [
    { label: labels.email, text: client.email ?? '' },
    { label: labels.phone, text: client.phone ?? '' },
    { label: labels.language, text: words('admin').profile.languages[client.locale] },
    { label: labels.since, text: day(client.createdAt) },
    { label: labels.login, text: client.userId === null ? labels.loginNo : labels.loginYes },
  ].filter(({ text }) => text !== '')
}

/** What staff wrote down, newest first, each with who did and whether it may be taken away. */
async function notesOf(desk: Desk, clientId: string) {
  const { ctx, login, mayAny, say } = desk
  const { notes } = await listNotes(ctx, { clientId, limit: MOST_NOTES })
  const names = await readActorNames(
    ctx,
    notes.map(({ author }) => author),
  )
  return notes.map(({ id, text, author, createdAt }) => {
    const who = whoOf(desk, { actor: author, actorName: names.get(author) ?? null })
    const when = desk.when(createdAt)
    return {
      id,
      text,
      by: say('say.noteBy', { who, when }),
      deleteLabel: say('say.deleteNoteOf', { when }),
      mayDelete: mayAny('clients:change') || author === `staff:${login.user.id}`,
    }
  })
}

/** Who of the staff looked at a client, newest first. */
async function looksAt(desk: Desk, clientId: string) {
  const { entries } = await listAudit(desk.ctx, {
    subjectId: clientId,
    action: 'client.view',
    limit: MOST_LOOKS,
  })
  return entries.map((entry) => ({
    id: entry.id,
    who: whoOf(desk, entry),
    when: desk.when(entry.at),
  }))
}

/** Writes a note, or takes one away. */
export async function clientAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const clientId = clientIdOf(desk)
  const form = await readForm(request)
  const text = form.text('text')
  const here = `/admin/clients/${clientId}`
  return mend(desk, { errors: words('admin').clients.errors, values: { text } }, async () => {
    if (form.text('intent') === 'delete') {
      await deleteNote(ctx, { clientId, noteId: form.text('note') })
      return { location: donePath(here, 'noteDeleted') }
    }
    await addNote(ctx, { clientId, text })
    return { location: donePath(here, 'noteAdded') }
  })
}
