import type { Messages } from '../../i18n/en.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { withQuery } from '../../lib/portal-paths.ts'

/** What was done before this page came, in words of ours: the address only says which. */
export type Done = keyof Messages['admin']['desk']['done']

export type ToastView = {
  /** Another for each thing done. */
  id: string
  text: string
  undo: { action: string; fields: Record<string, string> } | null
  closeHref: string
}

/** The path of a page that will say what was done. */
export const donePath = (path: string, done: Done): string => withQuery(path, { done })

/** What this page has to say of what was done; null when nothing was. */
export function toastOf({ ctx, url, words }: Desk): ToastView | null {
  const { pathname, searchParams } = url
  const done = searchParams.get('done')
  const found = Object.entries(words('admin').desk.done).find(([key]) => key === done)
  if (!found) return null
  const rest = new URLSearchParams(searchParams)
  rest.delete('done')
  const closeHref = rest.size > 0 ? `${pathname}?${rest}` : pathname
  return {
    id: ctx.requestId,
    text: found[1],
    // What is undone the log knows: anybody can write an address.
    undo: undoAt(found[0], { pathname, closeHref }),
    closeHref,
  }
}

/** What a booking's page takes back, by what: the verb asks whether it still can be. */
const takenBackBy: Partial<Record<string, string>> = {
  checkedIn: 'undo_check_in',
  checkInUndone: 'check_in',
  missed: 'undo_no_show',
  missedUndone: 'no_show',
}

const takenBackHere = new Set([
  'hoursSaved',
  'datesSaved',
  'timeOffSaved',
  'timeOffGone',
  'holidaysSaved',
  'published',
  'rulesSaved',
  'textReset',
])

/** The form that takes it back; null where that cannot be. */
function undoAt(
  done: string,
  { pathname, closeHref }: { pathname: string; closeHref: string },
): ToastView['undo'] {
  const fields = { intent: 'undo' }
  if (done === 'changed') return { action: `${pathname}/change`, fields }
  const intent = takenBackBy[done]
  if (intent && /^\/admin\/bookings\/\w+$/.test(pathname)) {
    return { action: `${pathname}?index`, fields: { intent } }
  }
  return takenBackHere.has(done) ? { action: closeHref, fields } : null
}
