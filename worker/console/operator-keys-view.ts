import { html } from 'hono/html'
import type { OperatorKeyEntry } from '../../tenants/operators/list-operator-keys.ts'
import { field, instant } from './console-page.ts'
import { choice, tableOr } from './console-parts.ts'
import { roleOptions } from './role-options.ts'

export function keyTable(keys: readonly OperatorKeyEntry[], decides: boolean) {
  const when = (ms: number | null, otherwise: string) => (ms === null ? otherwise : instant(ms))
  return tableOr('None.', {
    label: 'Keys',
    heads: ['Key', 'Role', 'Made', 'Used', 'Ends', ''],
    rows: keys.map(({ id, name, role, hint, madeBy, createdAt, lastUsedAt, expiresAt }) => [
      html`${name}<br /><code>${hint}</code>`,
      role,
      html`${instant(createdAt)}${madeBy === null ? '' : html`<br /><span class="quiet">${madeBy}</span>`}`,
      when(lastUsedAt, 'never'),
      when(expiresAt, 'never'),
      decides
        ? html`<form method="post" action="/operator/operators/revoke">
            <input type="hidden" name="key" value="${id}" />
            <button class="plain" aria-label="Revoke ${name}">Revoke</button>
          </form>`
        : '',
    ]),
  })
}

export function keyForm() {
  return html`<h2>Make a key</h2>
    <p>
      For a program, such as the command line: it may do what its role may, and decides nothing about
      operators.
    </p>
    <form class="stack" method="post" action="/operator/operators/keys">
      ${field({ name: 'name', label: 'What it is for', id: 'key-name' })}
      ${choice({ name: 'role', id: 'key-role', label: 'Role', options: roleOptions })}
      ${choice({
        name: 'days',
        label: 'Ends',
        options: [
          ['90', 'in 90 days'],
          ['365', 'in a year'],
          ['never', 'never'],
        ],
        value: '365',
      })}
      <button>Make it</button>
    </form>`
}
