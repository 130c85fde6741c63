import type { Context } from 'hono'
import { html } from 'hono/html'
import { decodePosition, encodePosition } from '../api/instant-cursor.ts'
import type { AppEnv } from '../app-env.ts'

/** Where a page of a list by time begins: after this one. */
export type Position = { at: number; id: string }

/** The place in the list that `?cursor=` names; null for the first page. */
export function readPosition(c: Context<AppEnv>): Position | null {
  const cursor = c.req.query('cursor')
  if (cursor === undefined || cursor === '') return null
  const { startsAt: at, id } = decodePosition(cursor)
  return Number.isSafeInteger(at) ? { at, id } : null
}

/** The way to what comes after the last one of this page, with the filters as they are. */
export function nextPage(c: Context<AppEnv>, last: { createdAt: number; id: string } | undefined) {
  if (!last) return ''
  const address = new URL(c.req.url)
  address.searchParams.set('cursor', encodePosition({ startsAt: last.createdAt, id: last.id }))
  return html`<p><a rel="next" href="${address.pathname + address.search}">Next page</a></p>`
}
