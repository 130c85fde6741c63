import { requireReach } from '../../../../tenants/access/require-staff.ts'
import { builtInSegments } from '../../../../tenants/clients/segments/built-in-segments.ts'
import { createSegment } from '../../../../tenants/clients/segments/create-segment.ts'
import { deleteSegment } from '../../../../tenants/clients/segments/delete-segment.ts'
import { listSegments } from '../../../../tenants/clients/segments/list-segments.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { readAsked, readKnown } from '../clients-view.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'
import { clientsPath } from './client-paths.server.ts'

/** What segments there are, and what each means. */
export async function segmentsPage(desk: Desk) {
  const { ctx, mayAny, say, words } = desk
  requireReach(ctx, 'clients:view')
  const { ownSegments: labels, segments: texts } = words('deskClients')
  const own = await listSegments(ctx)
  const hrefOf = (segment: string) => withQuery(clientsPath, { segment })
  return {
    pageTitle: titleOf(desk, labels.title),
    back: { href: clientsPath, label: words('admin').clients.title },
    builtIn: builtInSegments
      .filter((segment) => segment !== 'owes' || mayAny('money:view'))
      .map((segment) => ({ ...texts[segment], id: segment, href: hrefOf(segment) })),
    own: own.map(({ id, name }) => {
      return { id, name, href: hrefOf(id), deleteLabel: say('say.deleteSegmentOf', { name }) }
    }),
    mayChange: mayAny('clients:change'),
    words: labels,
  }
}

/** Takes one away. */
export async function segmentsAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const form = await readForm(request)
  return mend<FormAnswer>(desk, { errors: words('deskClients').ownSegments.errors }, async () => {
    await deleteSegment(ctx, { segmentId: form.text('segment') })
    return { location: donePath(`${clientsPath}/segments`, 'segmentDeleted') }
  })
}

/** Keeps what the list of clients is narrowed by, as its address says, under a name. */
export async function saveSegmentAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const form = await readForm(request)
  const name = form.text('name')
  const said = { errors: words('deskClients').ownSegments.errors, values: { name } }
  return mend<FormAnswer>(desk, said, async () => {
    const { filter } = readAsked(desk, await readKnown(desk))
    const { id } = await createSegment(ctx, { name, filter })
    return { location: donePath(withQuery(clientsPath, { segment: id }), 'segmentSaved') }
  })
}
