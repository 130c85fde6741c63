import { redirect } from '@remix-run/cloudflare'
import { requireFresh } from '../../../tenants/access/require-fresh.ts'
import { requireStaff } from '../../../tenants/access/require-staff.ts'
import { beginDownload } from '../../../tenants/downloads/begin-download.ts'
import { listDownloadTables } from '../../../tenants/downloads/download-tables.ts'
import { getDownload, openDownload } from '../../../tenants/downloads/get-download.ts'
import { isAppError } from '../../../tenants/errors.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { titleOf } from './page-title.server.ts'

type Download = NonNullable<Awaited<ReturnType<typeof getDownload>>>

/** What a studio takes along: its file, or how far that is. */
export async function studioDataPage(desk: Desk) {
  const { ctx, words } = desk
  requireStaff(ctx, 'data:change')
  requireFresh(ctx)
  const labels = words('studioData')
  const download = await getDownload(ctx)
  return {
    pageTitle: titleOf(desk, labels.title),
    state: download?.state ?? ('none' as const),
    progress: download?.state === 'making' ? { done: download.doneRows, all: download.rows } : null,
    facts: download?.state === 'ready' ? factsOf(desk, download) : '',
    tables: listDownloadTables()
      .map(({ name, meaning }) => ({ name, meaning }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    words: labels,
  }
}

function factsOf({ format, say, when }: Desk, { bytes, createdAt, expiresAt }: Download): string {
  const megabytes = (bytes ?? 0) / 1_000_000
  const size = new Intl.NumberFormat(format.tag, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: megabytes < 10 ? 1 : 0,
  }).format(megabytes)
  return say('say.studioFile', { when: when(createdAt), size, until: when(expiresAt ?? createdAt) })
}

export async function studioDataAnswer({ ctx }: Desk) {
  await beginDownload(ctx)
  return redirect('/admin/data', 303)
}

/** The file itself. */
export async function studioDataFile({ ctx }: Desk): Promise<Response> {
  // Who has to prove anew who they are comes back to the page, not to its file.
  const { body, bytes, contentType, name } = await openDownload(ctx).catch((error: unknown) => {
    throw isAppError(error, 'reauthentication_required') ? redirect('/admin/data', 303) : error
  })
  return new Response(body, {
    headers: {
      'Content-Type': contentType,
      'Content-Length': String(bytes),
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'private, no-store',
    },
  })
}
