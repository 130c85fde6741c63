import { redirect } from '@remix-run/cloudflare'
import { blankSessionCookie } from '../../../tenants/access/login-sessions.ts'
import { requireFresh } from '../../../tenants/access/require-fresh.ts'
import { eraseMe } from '../../../tenants/account/erase-me.ts'
import { exportMe } from '../../../tenants/account/export-me.ts'
import { listMyBookings } from '../../../tenants/account/list-my-bookings.ts'
import { listMyWaitlist } from '../../../tenants/account/list-my-waitlist.ts'
import { AppError, isAppError } from '../../../tenants/errors.ts'
import { toCsv } from '../../../tenants/privacy/to-csv.ts'
import { carryOut, type FormAnswer } from '../../lib/form-answer.server.ts'
import type { Person } from '../../lib/person.server.ts'
import { withQuery } from '../../lib/portal-paths.ts'
import type { Portal } from '../../lib/portal.server.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { accountFrame } from './account-frame.server.ts'

/** What somebody can do with all that is known of them, as soon as they have shown who they are. */
export async function dataPage(person: Person) {
  const { ctx, login, path, words } = person
  const labels = words('accountData')
  const [{ bookings }, waitlist] = await Promise.all([
    listMyBookings(ctx, { when: 'upcoming', limit: 1 }),
    listMyWaitlist(ctx),
  ])
  return {
    ...accountFrame(person, { title: labels.title, current: 'data' }),
    /** Null: it was shown a moment ago. */
    confirmHref: isFresh(person)
      ? null
      : path(withQuery('/account/confirm', { next: path('/account/data') })),
    jsonHref: path('/account/data/my-data.json'),
    csvHref: path('/account/data/my-data.csv'),
    hasUpcoming: bookings.length + waitlist.length > 0,
    staffLine: login.staff ? labels.staff : '',
    words: labels,
  }
}

export type DataPage = Awaited<ReturnType<typeof dataPage>>

function isFresh({ ctx }: Person): boolean {
  try {
    requireFresh(ctx)
    return true
  } catch (error) {
    if (isAppError(error, 'reauthentication_required')) return false
    throw error
  }
}

/** Everything about who signed in, as a file. */
export async function dataFile(person: Person): Promise<Response> {
  const { ctx, params, path } = person
  const file = params['file']
  const type = fileTypes[file ?? '']
  if (!type) throw new AppError('not_found', 'There is no such file.')
  // A browser that saves a file would stay on the page that asks.
  if (!isFresh(person)) throw redirect(path('/account/data'), 303)
  const all = await exportMe(ctx)
  const body = file === 'my-data.csv' ? toCsv(all) : `${JSON.stringify(all, null, 2)}\n`
  return new Response(body, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${file}"`,
      'Cache-Control': 'private, no-store',
    },
  })
}

const fileTypes: Record<string, string> = {
  'my-data.json': 'application/json; charset=utf-8',
  'my-data.csv': 'text/csv; charset=utf-8',
}

/** Forgets who signed in, when they have typed their address and agreed to what that costs them. */
export async function eraseAnswer(person: Person): Promise<FormAnswer> {
  const { ctx, login, path, request, words } = person
  const form = await readForm(request)
  const labels = words('accountData')
  const values = { cancel: form.text('cancel') }
  const fields = {
    email: labels.typeWrong,
    'cancel.upcoming_bookings': labels.upcomingMissing,
    'cancel.under_way': labels.underWay,
  }
  return carryOut(person, { fields, values, messages: { conflict: labels.changed } }, async () => {
    if (form.text('email').trim().toLowerCase() !== login.user.email) throw wrong('email', 'not_theirs')
    try {
      await eraseMe(ctx, { cancelUpcoming: values.cancel !== '' })
    } catch (error) {
      const reason = isAppError(error, 'conflict') ? error.details.reason : undefined
      throw reason && reason !== 'changed_meanwhile' ? wrong('cancel', reason) : error
    }
    return { location: path('/account/erased'), cookie: blankSessionCookie(ctx) }
  })
}

function wrong(path: string, code: string): AppError {
  const errors = [{ path, code, message: 'This is not as asked.' }]
  return new AppError('invalid_input', 'Some of this cannot be used.', { errors })
}

/** What is left to say to somebody who is forgotten. */
export async function erasedPage({ path, say, studio, text, words }: Portal) {
  const { erasedTitle: title, erasedText } = words('accountData')
  return {
    title,
    text: erasedText,
    pageTitle: say('say.pageTitle', { page: title, studio: text(studio.studioName) }),
    bookHref: path('/book'),
    book: words('account').book,
  }
}
