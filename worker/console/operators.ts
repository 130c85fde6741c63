import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { AppError } from '../../tenants/errors.ts'
import { changeOperatorRole } from '../../tenants/operators/change-operator-role.ts'
import { disableOperator } from '../../tenants/operators/disable-operator.ts'
import { inviteOperator } from '../../tenants/operators/invite-operator.ts'
import { listOperatorKeys } from '../../tenants/operators/list-operator-keys.ts'
import { listOperators, type OperatorEntry } from '../../tenants/operators/list-operators.ts'
import { resetOperator } from '../../tenants/operators/reset-operator.ts'
import { withdrawInvitation } from '../../tenants/operators/withdraw-invitation.ts'
import type { AppEnv } from '../app-env.ts'
import { carryOut, readForm, type Typed } from './console-form.ts'
import { consolePage, field, instant } from './console-page.ts'
import { choice, table, type Cell } from './console-parts.ts'
import { keyForm, keyTable } from './operator-keys-view.ts'
import { roleOptions } from './role-options.ts'

const stateWords: Record<OperatorEntry['state'], string> = {
  invited: 'invited',
  no_second_factor: 'no second factor yet',
  active: 'active',
  disabled: 'disabled',
}

/** Who the operators are and what each may do, and the keys of their programs. Everybody looks, administrators decide. */
export function addOperatorsPage(pages: Hono<AppEnv>): void {
  pages.get('/operators', (c) => operatorsPage(c))
  pages.post('/operators/invite', async (c) => {
    const typed = await readForm(c)
    const wish = { email: typed('email'), name: typed('name'), role: typed('role') }
    return carryOut(
      async () => linkPage(c, { email: wish.email, ...(await inviteOperator(c.var.platform, wish)) }),
      (failure) => operatorsPage(c, { failure, typed }),
    )
  })
  pages.post('/operators/reset', async (c) => {
    const typed = await readForm(c)
    const email = typed('email')
    return carryOut(
      async () => linkPage(c, { email, ...(await resetOperator(c.var.platform, { email })) }),
      (failure) => operatorsPage(c, { failure }),
    )
  })
  const deeds = {
    role: (c: Context<AppEnv>, typed: Typed) =>
      changeOperatorRole(c.var.platform, { email: typed('email'), role: typed('role') }),
    disable: (c: Context<AppEnv>, typed: Typed) => disableOperator(c.var.platform, { email: typed('email') }),
    withdraw: (c: Context<AppEnv>, typed: Typed) =>
      withdrawInvitation(c.var.platform, { email: typed('email') }),
  }
  for (const [name, deed] of Object.entries(deeds)) {
    pages.post(`/operators/${name}`, async (c) => {
      const typed = await readForm(c)
      return carryOut(
        async () => {
          await deed(c, typed)
          return c.redirect('/operator/operators', 303)
        },
        (failure) => operatorsPage(c, { failure }),
      )
    })
  }
}

type Failed = { failure?: AppError; typed?: Typed }

/** With a failure of the form for inviting, what was typed into it. */
export async function operatorsPage(c: Context<AppEnv>, { failure, typed = () => '' }: Failed = {}) {
  const { platform } = c.var
  const [people, keys] = await Promise.all([listOperators(platform), listOperatorKeys(platform)])
  const decides = platform.login?.role === 'administrator'
  return consolePage(c, {
    title: 'Operators',
    isWide: true,
    failure,
    body: html`${table(
        'Operators',
        ['Who', 'State', 'Seen', 'Role', ''],
        people.map((one) => rowOf(one, decides)),
      )}
      ${decides ? inviteForm(failure, typed) : ''}
      <h2 id="keys">Keys</h2>
      ${keyTable(keys, decides)} ${decides ? keyForm() : ''}`,
  })
}

function rowOf(person: OperatorEntry, decides: boolean): Cell[] {
  const { email, name, role, state, lastSeenAt } = person
  return [
    html`${name}<br /><span class="quiet">${email}</span>`,
    stateWords[state],
    lastSeenAt === null ? '' : instant(lastSeenAt),
    decides && state !== 'invited' ? roleForm(email, role) : role,
    decides ? deedsOf(person) : '',
  ]
}

function roleForm(email: string, role: string) {
  return html`<form class="buttons" method="post" action="/operator/operators/role">
    <input type="hidden" name="email" value="${email}" />
    <select name="role" aria-label="Role of ${email}">
      ${roleOptions.map(([value]) => html`<option ${value === role ? html`selected` : ''}>${value}</option>`)}
    </select>
    <button class="plain">Change</button>
  </form>`
}

function deedsOf({ email, state }: OperatorEntry) {
  const form = (action: string, label: string) =>
    html`<form method="post" action="/operator/operators/${action}">
      <input type="hidden" name="email" value="${email}" /><button class="plain">${label}</button>
    </form>`
  if (state === 'invited') return html`<span class="buttons">${form('withdraw', 'Withdraw')}</span>`
  const disable = state === 'disabled' ? '' : form('disable', 'Disable')
  return html`<span class="buttons">${form('reset', 'Let begin anew')} ${disable}</span>`
}

function inviteForm(failure: AppError | undefined, typed: Typed) {
  return html`<h2>Invite somebody</h2>
    <form class="stack" method="post" action="/operator/operators/invite">
      ${field({ name: 'email', label: 'E-mail', type: 'email', value: typed('email'), failure })}
      ${field({ name: 'name', label: 'Name', value: typed('name'), failure })}
      ${choice({ name: 'role', label: 'Role', options: roleOptions, value: typed('role') })}
      <button>Make a link</button>
    </form>`
}

function linkPage(c: Context<AppEnv>, { email, token }: { email: string; token: string }) {
  return consolePage(c, {
    title: 'Send them this link',
    body: html`<p>
        With it ${email} chooses a password and sets up a second factor. It works once, within a week, and is
        shown only now.
      </p>
      <p><code>${c.var.platform.origin}/operator/join?token=${token}</code></p>
      <p><a href="/operator/operators">Back to the operators</a></p>`,
  })
}
