import { redirect } from '@remix-run/cloudflare'
import { requireFresh } from '../../../tenants/access/require-fresh.ts'
import { requireStaff } from '../../../tenants/access/require-staff.ts'
import { getClient } from '../../../tenants/clients/get-client.ts'
import { AppError, isAppError } from '../../../tenants/errors.ts'
import { eraseClient } from '../../../tenants/privacy/erase-client.ts'
import { exportClient } from '../../../tenants/privacy/export-client.ts'
import { readEngagements } from '../../../tenants/privacy/open-engagements.ts'
import { toCsv } from '../../../tenants/privacy/to-csv.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { FormAnswer } from '../../lib/form-answer.server.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { clientIdOf } from './client-view.server.ts'
import { nameOf } from './clients-view.server.ts'
import { mend } from './mend.server.ts'
import { titleOf } from './page-title.server.ts'
import { donePath } from './toast.server.ts'

/** Asks whether a client shall be forgotten, and says what that means for them. */
export async function erasePage(desk: Desk) {
  const { ctx, say, words } = desk
  requireStaff(ctx, 'data:change')
  requireFresh(ctx)
  const clientId = clientIdOf(desk)
  const client = await getClient(ctx, { clientId })
  const { upcoming, waiting } = await readEngagements(ctx, clientId)
  const count = upcoming.length + waiting.length
  const labels = words('admin').clients
  return {
    pageTitle: titleOf(desk, labels.eraseTitle),
    ...nameOf(desk, client),
    href: `/admin/clients/${clientId}`,
    upcoming: count === 0 ? '' : say('say.eraseUpcoming', { count }),
    typeLabel: say('say.eraseType', { word: wordFor(client) }),
    words: { ...labels, cancel: words('admin').desk.cancel },
  }
}

/** What has to be typed, so that nobody is forgotten by a slip of the thumb. */
function wordFor({ firstName, lastName }: { firstName: string; lastName: string }): string {
  return (lastName || firstName).trim()
}

export async function eraseAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  requireStaff(ctx, 'data:change')
  const clientId = clientIdOf(desk)
  const form = await readForm(request)
  const { errors } = words('admin').clients
  return mend(desk, { errors }, async () => {
    const typed = form.text('typed').trim().toLocaleLowerCase()
    if (typed !== wordFor(await getClient(ctx, { clientId })).toLocaleLowerCase()) {
      throw invalidTyped()
    }
    await eraseClient(ctx, { clientId, cancelUpcoming: form.text('cancelUpcoming') === 'yes' })
    return { location: donePath(`/admin/clients/${clientId}`, 'erased') }
  })
}

function invalidTyped(): AppError {
  const errors = [{ path: 'typed', code: 'wrong', message: 'This is another name.' }]
  return new AppError('invalid_input', 'Nothing was erased.', { errors })
}

const kinds = {
  json: { type: 'application/json', write: (data: unknown) => JSON.stringify(data, null, 2) },
  csv: { type: 'text/csv', write: toCsv },
}

/** All that is known of a client, as a file. */
export async function exportFile(desk: Desk): Promise<Response> {
  const clientId = clientIdOf(desk)
  const form = await readForm(desk.request)
  const kind = form.text('as') === 'csv' ? 'csv' : 'json'
  const data = await orAsk(desk, exportClient(desk.ctx, { clientId }))
  return new Response(kinds[kind].write(data), {
    headers: {
      'Content-Type': `${kinds[kind].type}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="${clientId}.${kind}"`,
      'Cache-Control': 'private, no-store',
    },
  })
}

/** Who has to prove anew who they are comes back to the page, not to its file. */
async function orAsk<Result>(desk: Desk, work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (isAppError(error, 'reauthentication_required')) throw redirect(exportPath(desk), 303)
    throw error
  }
}

const exportPath = (desk: Desk): string => `/admin/clients/${clientIdOf(desk)}/export`

/** Asks in which form; whoever came here by a link has proven by then who they are. */
export async function exportPage(desk: Desk) {
  const { ctx, words } = desk
  requireStaff(ctx, 'data:view')
  requireFresh(ctx)
  const clientId = clientIdOf(desk)
  const labels = words('admin').clients
  return {
    pageTitle: titleOf(desk, labels.data),
    ...nameOf(desk, await getClient(ctx, { clientId })),
    href: `/admin/clients/${clientId}`,
    fileHref: `${exportPath(desk)}/file`,
    words: labels,
  }
}
