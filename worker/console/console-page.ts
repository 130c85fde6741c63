import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { AppError } from '../../tenants/errors.ts'
import type { AppEnv } from '../app-env.ts'
import { neutralPage, type Markup } from '../pages/neutral-page.ts'
import { STYLE, WIDE_STYLE } from './console-style.ts'

type ConsolePage = {
  title: string
  body: Markup
  failure?: AppError | undefined
  /** For tables. */
  isWide?: boolean
  /** It is asked for again after so many seconds: something is going on. */
  refreshSeconds?: number | undefined
}

/** What there is besides the list of studios, in the order of the head. */
const places = [
  ['/operator', 'Studios'],
  ['/operator/health', 'Health'],
  ['/operator/find', 'Find'],
  ['/operator/messages', 'Messages'],
  ['/operator/hostnames', 'Host names'],
  ['/operator/backups', 'Backups'],
  ['/operator/migrations', 'Migrations'],
  ['/operator/usage', 'Usage'],
  ['/operator/plans', 'Plans'],
  ['/operator/notices', 'Notices'],
  ['/operator/flags', 'Flags'],
  ['/operator/operators', 'Operators'],
  ['/operator/audit-log', 'Audit log'],
] as const

/** A page of the operators' console: quiet, in both lights, and without scripts. With a failure it has its status. */
export function consolePage(
  c: Context<AppEnv>,
  { title, body, failure, isWide = false, refreshSeconds }: ConsolePage,
) {
  const { login } = c.var.platform
  const seconds = failure?.details.retryAfterSeconds
  if (seconds !== undefined) c.header('Retry-After', String(seconds))
  return neutralPage(c, {
    title: `${title} · Operators`,
    style: isWide ? STYLE + WIDE_STYLE : STYLE,
    hasForms: true,
    refreshSeconds,
    // The table in `tenants/errors.ts` has statuses with a body only.
    ...(failure ? { status: failure.status as ContentfulStatusCode } : {}),
    body: html`<header>
        <a href="/operator">TrainerHub <span>operators</span></a>
        ${
          login
            ? html`<form method="post" action="/operator/sign-out">
                <a href="/operator/account">${login.user.email}</a> <button class="plain">Sign out</button>
              </form>`
            : ''
        }
      </header>
      ${login?.hasSecondFactor ? placesOf(c.req.path) : ''}
      <h1>${title}</h1>
      ${failure ? alertOf(failure) : ''}${body}`,
  })
}

/** The ways to everything else; the page below which one is, is marked. */
function placesOf(path: string) {
  const isHere = (place: string) =>
    path === place || path.startsWith(place === '/operator' ? '/operator/tenants/' : `${place}/`)
  return html`<nav class="places" aria-label="Console">
    ${places.map(
      ([place, label]) =>
        html`<a href="${place}" ${isHere(place) ? html`aria-current="page"` : ''}>${label}</a>`,
    )}
  </nav>`
}

/** What went wrong, unless a field says it. */
function alertOf({ message, details }: AppError) {
  const isAtField = (details.errors ?? []).length > 0
  return html`<p class="alert" role="alert">${isAtField ? 'Please look at what is marked.' : message}</p>`
}

type Field = {
  name: string
  label: string
  type?: 'date' | 'datetime-local' | 'email' | 'number' | 'password' | 'search' | 'text' | 'url'
  autocomplete?: string
  hint?: string
  value?: string
  /** Where several forms of a page have fields of that name. */
  id?: string
  isOptional?: boolean
  failure?: AppError | undefined
}

/** An input with its label, its hint, and beside it what is wrong with it. */
export function field(about: Field) {
  const { name, label, type = 'text', autocomplete = 'off', hint, value = '', id = name } = about
  const error = about.failure?.details.errors?.find(({ path }) => path === name)?.message
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  const numeric = autocomplete === 'one-time-code' ? html`spellcheck="false" autocapitalize="none"` : ''
  return html`<p class="field">
    <label for="${id}">${label}</label>
    ${hint ? html`<span class="quiet" id="${id}-hint">${hint}</span>` : ''}
    <input
      id="${id}"
      name="${name}"
      type="${type}"
      value="${value}"
      autocomplete="${autocomplete}"
      aria-describedby="${described}"
      ${error ? html`aria-invalid="true" autofocus` : ''}
      ${numeric}
      ${about.isOptional ? '' : html`required`}
    />
    ${error ? html`<span class="wrong" id="${id}-error">${error}</span>` : ''}
  </p>`
}

/** Whose password it is, for programs that keep passwords. */
export function username(email: string) {
  return html`<input hidden type="email" autocomplete="username" value="${email}" />`
}

/** An instant in UTC, to the minute, on one line: operators and what they look after are in many places. */
export function instant(ms: number): Markup {
  return html`<time datetime="${new Date(ms).toISOString()}">${instantText(ms)}</time>`
}

/** The same where only text can stand. */
export function instantText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
