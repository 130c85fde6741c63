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
  return {
    id: ctx.requestId,
    text: found[1],
    // What is undone the log knows: anybody can write an address.
    undo: done === 'changed' ? { action: `${pathname}/change`, fields: { intent: 'undo' } } : null,
    closeHref: rest.size > 0 ? `${pathname}?${rest}` : pathname,
  }
}
