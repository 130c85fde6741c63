import { redirect } from '@remix-run/cloudflare'
import { listAudit } from '../../../tenants/audit/list-audit.ts'
import { readActorNames } from '../../../tenants/audit/read-actor-names.ts'
import { allowClientMail } from '../../../tenants/clients/allow-client-mail.ts'
import { deleteClient } from '../../../tenants/clients/delete-client.ts'
import { getClientRecord, type ClientRecord } from '../../../tenants/clients/get-client-record.ts'
import { findMergedInto } from '../../../tenants/clients/merge/find-merged-into.ts'
import { addNote } from '../../../tenants/clients/notes/add-note.ts'
import { deleteNote } from '../../../tenants/clients/notes/delete-note.ts'
import { listNotes } from '../../../tenants/clients/notes/list-notes.ts'
import { listTags } from '../../../tenants/clients/tags/list-tags.ts'
import { tagClient } from '../../../tenants/clients/tags/tag-client.ts'
import { untagClient } from '../../../tenants/clients/tags/untag-client.ts'
import { unblockClient } from '../../../tenants/clients/unblock-client.ts'
import { isAppError } from '../../../tenants/errors.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { FormAnswer } from '../../lib/form-answer.server.ts'
import { withQuery } from '../../lib/portal-paths.ts'
import { readForm, type SentForm } from '../../lib/read-form.server.ts'
import { whoOf } from './audit-line.server.ts'
import { nameOf } from './clients-view.server.ts'
import { bookingsOf } from './clients/client-bookings.server.ts'
import { consentsOf, recordPaper } from './clients/client-consents.server.ts'
import { familyDeeds, familyOf } from './clients/client-family.server.ts'
import { factsOf, keyFactsOf } from './clients/client-facts.server.ts'
import { clientPath, clientsPath } from './clients/client-paths.server.ts'
import { mergePath } from './clients/merge-view.server.ts'
import { mend } from './mend.server.ts'
import { titleOf } from './page-title.server.ts'
import { donePath } from './toast.server.ts'

const MOST_NOTES = 50
const MOST_LOOKS = 10

export const clientIdOf = ({ params }: Desk): string => params['client'] ?? ''

/** What the studio knows of a client: how it stands between them, how to reach them, what staff wrote down, who looked. */
export async function clientPage(desk: Desk) {
  const { ctx, may, mayAny, words } = desk
  const clientId = clientIdOf(desk)
  const record = await getClientRecord(ctx, { clientId }).catch((error: unknown) => leadOn(desk, error))
  const { client } = record
  const isKnown = client.erasedAt === null
  const { name } = nameOf(desk, client)
  const hrefIf = (isAllowed: boolean, part: string) => (isAllowed ? clientPath(clientId, part) : null)
  const mayWrite = may('clients:change') && isKnown
  const mayAll = mayAny('clients:change') && isKnown
  const [facts, bookings, notes, looks, known] = await Promise.all([
    isKnown ? factsOf(desk, record) : [],
    may('bookings:view') ? bookingsOf(desk, clientId) : null,
    notesOf(desk, clientId),
    mayAny('staff:view') ? looksAt(desk, clientId) : null,
    mayWrite ? listTags(ctx) : [],
  ])
  return {
    pageTitle: titleOf(desk, name),
    name,
    isErased: !isKnown,
    keyFacts: keyFactsOf(desk, record),
    facts,
    blocked: blockedText(desk, client),
    mailRefused: mailRefusedView(desk, record, mayWrite),
    tags: record.tags.map((tag) => ({ ...tag, offLabel: desk.say('say.takeTagOff', { name: tag.name }) })),
    knownTags: known.map((tag) => tag.name),
    family: familyOf(desk, record),
    bookings,
    consents: consentsOf(desk, record),
    notes,
    mayWrite,
    mayUnblock: mayAll && client.blockedAt !== null,
    mayDelete: mayAll && client.bookings === 0 && client.userId === null,
    bookHref:
      may('bookings:change') && isKnown ? withQuery('/admin/bookings/new', { client: clientId }) : null,
    changeHref: hrefIf(mayWrite, '/change'),
    blockHref: hrefIf(mayAll && client.blockedAt === null, '/block'),
    mergeHref: mayAll ? withQuery(mergePath, { keep: clientId }) : null,
    exportHref: hrefIf(mayAny('data:view'), '/export'),
    eraseHref: hrefIf(mayAny('data:change') && isKnown, '/erase'),
    places: placesOf(desk, clientId),
    looks,
    logHref: `/admin/audit?about=${clientId}`,
    words: { ...words('admin').clients, ...wordsOf(desk) },
  }
}

/** What there is of a client besides, each on a page of its own. */
function placesOf({ words }: Desk, clientId: string) {
  const { timeline, files } = words('clientPages')
  return [
    { href: clientPath(clientId, '/timeline'), label: timeline.title },
    { href: clientPath(clientId, '/files'), label: files.title },
  ]
}

/** Whoever was merged into somebody is found there. */
async function leadOn(desk: Desk, error: unknown): Promise<never> {
  if (!isAppError(error, 'not_found')) throw error
  const keptId = await findMergedInto(desk.ctx, { clientId: clientIdOf(desk) })
  throw keptId === null ? error : redirect(clientPath(keptId))
}

function wordsOf({ words }: Desk) {
  const { page, edit } = words('deskClients')
  const { errors: _errors, ...labels } = page
  return { ...labels, change: edit.change }
}

function blockedText({ day, say }: Desk, { blockedAt, blockReason }: ClientRecord['client']): string {
  return blockedAt === null
    ? ''
    : say('say.blockedSince', { when: day(blockedAt), reason: blockReason ?? '' })
}

// oxlint-disable-next-line max-params
function mailRefusedView({ day, say, words }: Desk, { mailRefused }: ClientRecord, mayWrite: boolean) {
  if (!mailRefused) return null
  const { why, at } = mailRefused
  const labels = words('clientMail')
  return {
    title: labels.title[why],
    text: say(`say.mail_${why}`, { when: day(at) }),
    allow: mayWrite ? labels.allow : null,
  }
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

/** What is done on a client's page: notes and tags come and go, a block is lifted, a mistake deleted. */
export async function clientAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const clientId = clientIdOf(desk)
  const form = await readForm(request)
  const [text, name, intent] = [form.text('text'), form.text('name'), form.text('intent')]
  const typed = { text, name, intent, ...typedNames(form) }
  const here = clientPath(clientId)
  const errors = {
    ...words('admin').clients.errors,
    ...words('deskClients').page.errors,
    ...words('clientPages').family.errors,
    kind: words('smsConsents').noPhone,
  }
  const deeds: Record<string, () => Promise<FormAnswer>> = {
    delete: async () => {
      await deleteNote(ctx, { clientId, noteId: form.text('note') })
      return { location: donePath(here, 'noteDeleted') }
    },
    tag: async () => {
      await tagClient(ctx, { clientId, name })
      return { location: donePath(here, 'tagged') }
    },
    untag: async () => {
      await untagClient(ctx, { clientId, tagId: form.text('tag') })
      return { location: donePath(here, 'untagged') }
    },
    unblock: async () => {
      await unblockClient(ctx, { clientId })
      return { location: donePath(here, 'clientUnblocked') }
    },
    allow_mail: async () => {
      await allowClientMail(ctx, { clientId })
      return { location: donePath(here, 'mailRefusalCleared') }
    },
    consent: async () => {
      await recordPaper(desk, form, clientId)
      return { location: donePath(here, 'consentNoted') }
    },
    delete_client: async () => {
      await deleteClient(ctx, { clientId })
      return { location: donePath(clientsPath, 'clientDeleted') }
    },
  }
  const note = async () => {
    await addNote(ctx, { clientId, text })
    return { location: donePath(here, 'noteAdded') }
  }
  const family = Object.hasOwn(familyDeeds, intent) ? familyDeeds[intent] : undefined
  if (family) {
    deeds[intent] = async () => {
      await family.run(desk, form, clientId)
      return { location: donePath(here, family.done) }
    }
  }
  return mend<FormAnswer>(
    desk,
    { errors, values: typed },
    Object.hasOwn(deeds, intent) ? (deeds[intent] ?? note) : note,
  )
}

/** What was typed of a family, and of whom. */
const typedNames = (form: SentForm) => ({
  member: form.text('member'),
  firstName: form.text('firstName'),
  lastName: form.text('lastName'),
})
