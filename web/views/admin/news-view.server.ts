import { makeCookie, readCookie } from '../../lib/cookies.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { CarriedOut } from '../../lib/form-answer.server.ts'
import { readForm } from '../../lib/read-form.server.ts'

const COOKIE = 'news'
const MOST_REMEMBERED = 20
const ID = /^ntc_[0-9a-z]{1,40}$/

const readBefore = (request: Request): string[] =>
  (readCookie(request, COOKIE) ?? '').split('.').filter((id) => ID.test(id))

/** What the platform tells the studio at the moment; announcements until they were put away on this device. */
export async function newsView({ ctx, locale, request, url }: Desk) {
  const put = new Set(readBefore(request))
  const notices = await ctx.notices()
  return notices
    .filter(({ id, kind }) => kind === 'maintenance' || !put.has(id))
    .map(({ id, kind, text }) => ({
      id,
      kind,
      text: text[locale],
      // Support reads over somebody's shoulder.
      mayPutAway: kind === 'announcement' && !ctx.login?.visit,
      back: url.pathname + url.search,
    }))
}

/** Puts an announcement away on this device, and goes back to where it was read. */
export async function putAwayAnswer({ ctx, request }: Desk): Promise<CarriedOut> {
  const form = await readForm(request)
  const id = form.text('id')
  const back = form.text('back')
  const read = [...new Set([...readBefore(request), ...(ID.test(id) ? [id] : [])])].slice(-MOST_REMEMBERED)
  return {
    location: /^\/admin(\/[\w/-]*)?(\?[\w&=%.:+-]*)?$/.test(back) ? back : '/admin',
    cookie: makeCookie(COOKIE, read.join('.'), { origin: ctx.origin, isSecret: true }),
  }
}
