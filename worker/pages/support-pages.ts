import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import { isAppError } from '../../tenants/errors.ts'
import { closeVisit } from '../../tenants/fleet/close-visit.ts'
import { enterByLink } from '../../tenants/support/enter-by-link.ts'
import { leaveVisit } from '../../tenants/support/leave-visit.ts'
import { blankSupportCookie } from '../../tenants/support/support-secret.ts'
import type { AppEnv } from '../app-env.ts'
import { readForm } from '../console/console-form.ts'
import { STYLE } from '../console/console-style.ts'
import { registryOf } from '../context.ts'
import { findSupport } from '../middleware/identify-support.ts'
import { neutralPage } from './neutral-page.ts'

/** Under `/support` of a studio's host: where one of the platform's people comes in by a link of the console, and goes out. */
export const supportPages = new Hono<AppEnv>()

// Looking at it uses nothing up: browsers fetch addresses before anybody asks.
supportPages.get('/', (c) =>
  neutralPage(c, {
    title: 'Support',
    style: STYLE,
    hasForms: true,
    body: html`<h1>Support for ${c.var.ctx.tenant.name}</h1>
      <p>
        You only look, unless an owner lets you change things. The studio sees that you were here, and why.
      </p>
      <form method="post" action="/support">
        <input type="hidden" name="token" value="${c.req.query('token') ?? ''}" />
        <button>Go in</button>
      </form>`,
  }),
)

supportPages.post('/', async (c) => {
  const token = (await readForm(c))('token')
  try {
    const { cookie } = await enterByLink(c.var.ctx, token)
    c.header('Set-Cookie', cookie)
    return c.redirect('/admin', 303)
  } catch (error) {
    if (!isAppError(error, 'link_spent')) throw error
    return neutralPage(c, {
      title: 'Support',
      status: 410,
      body: html`<h1>This link does not work any more</h1>
        <p>It works once, for five minutes. Make another one in the console.</p>`,
    })
  }
})

supportPages.post('/end', async (c) => {
  const { ctx } = c.var
  const visitor = await findSupport(c)
  if (visitor) {
    await leaveVisit(ctx, visitor)
    await closeVisit(registryOf(c.env), { visitId: visitor.visit.id, now: ctx.now() })
  }
  c.header('Set-Cookie', blankSupportCookie(ctx.origin))
  return neutralPage(c, {
    title: 'Support',
    body: html`<h1>You are out</h1>
      <p>This visit is over. Nothing of it opens the studio any more.</p>
      <p><a href="${consoleOf(c)}">Back to the console</a></p>`,
  })
})

/** The operators' console as seen from here: the platform's host, on the port of this one. */
function consoleOf({ env, var: { ctx } }: Context<AppEnv>): string {
  const place = new URL('/operator', ctx.origin)
  place.hostname = env.PLATFORM_HOST
  return place.href
}
