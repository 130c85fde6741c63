import { readActorNames } from '../../../../tenants/audit/read-actor-names.ts'
import { addClientFile } from '../../../../tenants/clients/files/add-client-file.ts'
import { deleteClientFile } from '../../../../tenants/clients/files/delete-client-file.ts'
import { fileHeaders } from '../../../../tenants/clients/files/file-headers.ts'
import { listClientFiles } from '../../../../tenants/clients/files/list-client-files.ts'
import { openClientFile } from '../../../../tenants/clients/files/open-client-file.ts'
import { getClient } from '../../../../tenants/clients/get-client.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import { readParts, textsOf } from '../../../lib/read-parts.server.ts'
import { whoOf } from '../audit-line.server.ts'
import { nameOf } from '../clients-view.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'
import { clientPath } from './client-paths.server.ts'

const idOf = ({ params }: Desk): string => params['client'] ?? ''

/** The files of a client, and a form for one more. */
export async function filesPage(desk: Desk) {
  const { ctx, may, say, when, words } = desk
  const clientId = idOf(desk)
  const [client, files] = await Promise.all([
    getClient(ctx, { clientId }),
    listClientFiles(ctx, { clientId }),
  ])
  const names = await readActorNames(
    ctx,
    files.map(({ author }) => author),
  )
  const { errors: _errors, ...labels } = words('clientPages').files
  return {
    pageTitle: titleOf(desk, labels.title),
    back: { href: clientPath(clientId), label: nameOf(desk, client).name },
    files: files.map(({ id, name, bytes, author, createdAt }) => ({
      id,
      name,
      href: clientPath(clientId, `/files/${id}`),
      about: say('say.fileLine', {
        size: sizeOf(desk, bytes),
        who: whoOf(desk, { actor: author, actorName: names.get(author) ?? null }),
        when: when(createdAt),
      }),
      deleteLabel: say('say.deleteFileOf', { name }),
    })),
    mayWrite: may('clients:change') && client.erasedAt === null,
    words: labels,
  }
}

/** "2.4 MB", "12 kB": at least one. */
function sizeOf({ format }: Desk, bytes: number): string {
  const isLarge = bytes >= 1_000_000
  return new Intl.NumberFormat(format.tag, {
    style: 'unit',
    unit: isLarge ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: isLarge ? 1 : 0,
  }).format(isLarge ? bytes / 1_000_000 : Math.ceil(bytes / 1_000))
}

/** Keeps a file, or deletes one. */
export async function filesAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const clientId = idOf(desk)
  const here = clientPath(clientId, '/files')
  const form = await readParts(request)
  const { intent, file: fileId } = textsOf(form)
  return mend<FormAnswer>(desk, { errors: words('clientPages').files.errors }, async () => {
    if (intent === 'delete') {
      await deleteClientFile(ctx, { clientId, fileId: fileId ?? '' })
      return { location: donePath(here, 'fileDeleted') }
    }
    const file = form.get('file')
    await addClientFile(ctx, {
      clientId,
      name: file instanceof File ? file.name : '',
      bytes: async () => (file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array()),
    })
    return { location: donePath(here, 'fileAdded') }
  })
}

/** What is in one. */
export async function clientFile(desk: Desk): Promise<Response> {
  const fileId = desk.params['file'] ?? ''
  const { body, ...file } = await openClientFile(desk.ctx, { clientId: idOf(desk), fileId })
  return new Response(body, { headers: fileHeaders({ ...file, fileId }) })
}
