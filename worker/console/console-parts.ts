import { html } from 'hono/html'
import { hours, minutes, seconds } from '../../tenants/durations.ts'
import type { AppError } from '../../tenants/errors.ts'
import type { Markup } from '../pages/neutral-page.ts'

/** What the console's pages are put together of. */
export type Cell = Markup | string | number

/**
 * A table that scrolls by itself where there is no room for it, and on a phone is a list with the heads beside what they are
 * of. Numbers are written with their thousands. The roles are said because a table that is laid out otherwise loses them.
 */
export function table(label: string, heads: readonly string[], rows: readonly Cell[][]): Markup {
  const isNumeric = heads.map((_, column) => rows.some((cells) => typeof cells[column] === 'number'))
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
    <table role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${heads.map(
            (head, column) =>
              html`<th scope="col" role="columnheader" ${isNumeric[column] ? html`class="number"` : ''}>
                ${head}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map(
          (cells) =>
            html`<tr role="row">
              ${cells.map((cell, column) => cellOf(cell, heads[column] ?? ''))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

function cellOf(cell: Cell, head: string): Markup {
  const kind = typeof cell === 'number' ? html`class="number"` : cell === '' ? html`class="empty"` : ''
  const words = typeof cell === 'number' ? cell.toLocaleString('en') : cell
  return html`<td role="cell" data-head="${head}" ${kind}><div>${words}</div></td>`
}

/** The same, or a word where there is nothing to list. */
export function tableOr(
  nothing: string,
  { label, heads, rows }: { label: string; heads: readonly string[]; rows: readonly Cell[][] },
): Markup {
  return rows.length === 0 ? html`<p class="quiet">${nothing}</p>` : table(label, heads, rows)
}

/** One number in a row of them: put several into `<dl class="figures">`. */
export function figure(name: string, value: number | string, note: Cell = ''): Markup {
  return html`<div>
    <dt>${name}</dt>
    <dd>${typeof value === 'number' ? value.toLocaleString('en') : value}</dd>
    <dd class="quiet">${note}</dd>
  </div>`
}

/** Terms and what they are; what is null is left out. */
export function facts(list: Record<string, Cell | null>): Markup {
  const said = Object.entries(list).filter((pair): pair is [string, Cell] => pair[1] !== null)
  return html`<dl>
    ${said.map(
      ([term, what]) =>
        html`<dt>${term}</dt>
          <dd>${what}</dd>`,
    )}
  </dl>`
}

/** The way to a studio's page. */
export function studioLink({ id, name }: { id: string; name: string }): Markup {
  return html`<a href="/operator/tenants/${id}">${name}</a><br /><span class="quiet">${id}</span>`
}

/** A list to choose from, with its label. */
export function choice({
  name,
  label,
  options,
  value = '',
  id = name,
}: {
  name: string
  label: string
  /** What is sent, and what is read. */
  options: readonly (readonly [string, string])[]
  value?: string
  /** Where several forms of a page have one of that name. */
  id?: string
}): Markup {
  return html`<p class="field">
    <label for="${id}">${label}</label>
    <select id="${id}" name="${name}">
      ${options.map(
        ([sent, read]) =>
          html`<option value="${sent}" ${sent === value ? html`selected` : ''}>${read}</option>`,
      )}
    </select>
  </p>`
}

/** Where the slug is typed before what is dangerous; the verb calls `requireTyped` with what came. `of`: which form's. */
export function confirmField(slug: string, failure?: AppError, of = slug): Markup {
  const error = failure?.details.errors?.find(({ path }) => path === 'confirm')?.message
  return html`<p class="field">
    <label for="confirm-${of}">Type “${slug}” to confirm</label>
    <input
      id="confirm-${of}"
      name="confirm"
      autocomplete="off"
      spellcheck="false"
      autocapitalize="none"
      aria-describedby="${error ? `confirm-${of}-error` : ''}"
      ${error ? html`aria-invalid="true"` : ''}
      required
    />
    ${error ? html`<span class="wrong" id="confirm-${of}-error">${error}</span>` : ''}
  </p>`
}

/** How far something is, as a bar with its words. */
export function bar({ done, total, words }: { done: number; total: number; words: string }): Markup {
  return html`<p>
    <progress max="${Math.max(1, total)}" value="${done}" aria-label="${words}"></progress> ${words}
  </p>`
}

export function since(at: number | null, now: number): string {
  return at === null ? '' : `the oldest for ${age(at, now)}`
}

/** How long it is from one instant to the other, in the largest unit of which there are two. */
export function age(from: number | null, to: number): string {
  if (from === null) return ''
  const ms = Math.max(0, to - from)
  if (ms < minutes(2)) return `${Math.round(ms / seconds(1))} s`
  if (ms < hours(2)) return `${Math.round(ms / minutes(1))} min`
  return ms < hours(48) ? `${Math.round(ms / hours(1))} h` : `${Math.round(ms / hours(24))} days`
}
