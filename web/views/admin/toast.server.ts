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

/** The path of a page that will say what was done. With `was`, a role as it was before, it can be undone there. */
export const donePath = (path: string, done: Done, was: { role?: string } = {}): string =>
  withQuery(path, { done, wasRole: was.role })

/** What this page has to say of what was done; null when nothing was. */
export function toastOf({ ctx, url, words }: Desk): ToastView | null {
  const texts = words('admin').desk.done
  const found = Object.entries(texts).find(([key]) => key === url.searchParams.get('done'))
  if (!found) return null
  const wasRole = url.searchParams.get('wasRole')
  const rest = new URLSearchParams(url.searchParams)
  for (const name of ['done', 'wasRole']) rest.delete(name)
  return {
    id: ctx.requestId,
    text: found[1],
    undo: wasRole ? { action: `${url.pathname}/change`, fields: { intent: 'undo', role: wasRole } } : null,
    closeHref: rest.size > 0 ? `${url.pathname}?${rest}` : url.pathname,
  }
}
