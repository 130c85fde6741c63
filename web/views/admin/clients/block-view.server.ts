import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { blockClient } from '../../../../tenants/clients/block-client.ts'
import { getClient } from '../../../../tenants/clients/get-client.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { nameOf } from '../clients-view.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'
import { clientPath } from './client-paths.server.ts'

/** Asks whether a client shall book nothing by themselves any more, and why. */
export async function blockPage(desk: Desk) {
  const { ctx, params, words } = desk
  requireStaff(ctx, 'clients:change')
  const client = await getClient(ctx, { clientId: params['client'] ?? '' })
  const labels = words('deskClients').page
  return {
    pageTitle: titleOf(desk, labels.blockTitle),
    back: { href: clientPath(client.id), label: nameOf(desk, client).name },
    reason: client.blockReason ?? '',
    words: { ...labels, cancel: words('admin').desk.cancel },
  }
}

export async function blockAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, params, request, words } = desk
  const clientId = params['client'] ?? ''
  const reason = (await readForm(request)).text('reason')
  const said = { errors: words('deskClients').page.errors, values: { reason } }
  return mend<FormAnswer>(desk, said, async () => {
    await blockClient(ctx, { clientId, reason })
    return { location: donePath(clientPath(clientId), 'clientBlocked') }
  })
}
