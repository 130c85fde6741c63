import { redirect } from '@remix-run/cloudflare'
import { requireFresh } from '../../../../tenants/access/require-fresh.ts'
import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { exportClients } from '../../../../tenants/clients/export-clients.ts'
import { isAppError } from '../../../../tenants/errors.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { titleOf } from '../page-title.server.ts'
import { clientsPath } from './client-paths.server.ts'

export const exportListPath = `${clientsPath}/export`

/** Says what is in the file before it is taken; whoever came here by a link has proven by then who they are. */
export async function exportListPage(desk: Desk) {
  const { ctx, words } = desk
  requireStaff(ctx, 'data:view')
  requireFresh(ctx)
  const labels = words('clientPages').exportList
  return {
    pageTitle: titleOf(desk, labels.title),
    back: { href: clientsPath, label: words('admin').clients.title },
    fileHref: `${exportListPath}/file`,
    words: labels,
  }
}

/** All clients as a table. Who has to prove anew who they are comes back to the page, not to its file. */
export async function exportListFile({ ctx }: Desk): Promise<Response> {
  try {
    return new Response(await exportClients(ctx), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="clients.csv"',
        'Cache-Control': 'private, no-store',
      },
    })
  } catch (error) {
    if (isAppError(error, 'reauthentication_required')) throw redirect(exportListPath, 303)
    throw error
  }
}
