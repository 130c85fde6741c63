import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { AppError } from '../../tenants/errors.ts'
import { findBookings, type Found } from '../../tenants/operators/find-bookings.ts'
import { requireRole } from '../../tenants/operators/require-role.ts'
import type { AppEnv } from '../app-env.ts'
import { carryOut, readForm, type Typed } from './console-form.ts'
import { consolePage, field, instant } from './console-page.ts'
import { studioLink, tableOr } from './console-parts.ts'

/** A booking, by its number or by whose it is, wherever it may be. It is asked for by a form: what was typed is in no address. */
export function addFindPages(pages: Hono<AppEnv>): void {
  pages.get('/find', (c) => {
    requireRole(c.var.platform, 'support')
    return findPage(c, { typed: () => '' })
  })
  pages.post('/find', async (c) => {
    requireRole(c.var.platform, 'support')
    const typed = await readForm(c)
    return carryOut(
      async () => {
        const found = await findBookings(c.var.platform, {
          what: typed('what'),
          reason: typed('reason'),
          tenant: typed('tenant').trim() || null,
          after: typed('after') || null,
        })
        return findPage(c, { typed, found })
      },
      (failure) => findPage(c, { typed, failure }),
    )
  })
}

type Asked = { typed: Typed; found?: Found; failure?: AppError }

function findPage(c: Context<AppEnv>, { typed, found, failure }: Asked) {
  return consolePage(c, {
    title: 'Find a booking',
    isWide: true,
    failure,
    body: html`<p>
        Studios are found on the <a href="/operator">first page</a>. What is looked for here is written down
        with its reason; a studio where something is found reads it, too.
      </p>
      <form class="stack" method="post" action="/operator/find">
        ${field({
          name: 'what',
          label: 'Booking number or e-mail address',
          hint: 'All of it: bkg_… or the whole address.',
          value: typed('what'),
          failure,
        })}
        ${field({ name: 'reason', label: 'Why', value: typed('reason'), failure })}
        ${field({
          name: 'tenant',
          label: 'Only in this studio',
          hint: 'Its id or slug; nothing: one after the other.',
          value: typed('tenant'),
          isOptional: true,
          failure,
        })}
        <button>Find</button>
      </form>
      ${found ? results(found, typed) : ''}`,
  })
}

function results({ bookings, looked, unreachable, next }: Found, typed: Typed) {
  return html`<h2>Found</h2>
    ${tableOr('Nothing.', {
      label: 'Bookings',
      heads: ['Studio', 'Booking', 'State', 'Begins', 'Made'],
      rows: bookings.map(({ tenant, bookingId, status, startsAt, createdAt }) => [
        studioLink(tenant),
        html`<code>${bookingId}</code>`,
        status,
        instant(startsAt),
        instant(createdAt),
      ]),
    })}
    <p class="quiet">
      ${looked} studios were looked
      into${
        unreachable.length > 0
          ? `; these did not answer: ${unreachable.map(({ name }) => name).join(', ')}`
          : ''
      }.
    </p>
    ${
      next === null
        ? ''
        : html`<form method="post" action="/operator/find">
            ${['what', 'reason'].map(
              (name) => html`<input type="hidden" name="${name}" value="${typed(name)}" />`,
            )}
            <input type="hidden" name="after" value="${next}" />
            <button class="plain">Look into the next ones</button>
          </form>`
    }`
}
