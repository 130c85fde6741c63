import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { AppError } from '../../tenants/errors.ts'
import type { AppEnv } from '../app-env.ts'
import { neutralPage, type Markup } from './neutral-page.ts'

type OperatorPage = { title: string; body: Markup; failure?: AppError | undefined }

/** A page of the operators' console: quiet, in both lights, and without scripts. With a failure it has its status. */
export function operatorPage(c: Context<AppEnv>, { title, body, failure }: OperatorPage) {
  const { login } = c.var.platform
  const seconds = failure?.details.retryAfterSeconds
  if (seconds !== undefined) c.header('Retry-After', String(seconds))
  return neutralPage(c, {
    title: `${title} · Operators`,
    style: STYLE,
    hasForms: true,
    // The table in `tenants/errors.ts` has statuses with a body only.
    ...(failure ? { status: failure.status as ContentfulStatusCode } : {}),
    body: html`<header>
        <a href="/operator">TrainerHub <span>operators</span></a>
        ${
          login
            ? html`<form method="post" action="/operator/sign-out">
                <span>${login.user.email}</span> <button class="plain">Sign out</button>
              </form>`
            : ''
        }
      </header>
      <h1>${title}</h1>
      ${failure ? alertOf(failure) : ''}${body}`,
  })
}

/** What went wrong, unless a field says it. */
function alertOf({ message, details }: AppError) {
  const isAtField = (details.errors ?? []).length > 0
  return html`<p class="alert" role="alert">${isAtField ? 'Please look at what is marked.' : message}</p>`
}

type Field = {
  name: string
  label: string
  type?: 'email' | 'password' | 'text'
  autocomplete: string
  hint?: string
  value?: string
  failure?: AppError | undefined
}

/** An input with its label, its hint, and beside it what is wrong with it. */
export function field({ name, label, type = 'text', autocomplete, hint, value = '', failure }: Field) {
  const error = failure?.details.errors?.find(({ path }) => path === name)?.message
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  const numeric = autocomplete === 'one-time-code' ? html`spellcheck="false" autocapitalize="none"` : ''
  return html`<p class="field">
    <label for="${name}">${label}</label>
    ${hint ? html`<span class="quiet" id="${name}-hint">${hint}</span>` : ''}
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value}"
      autocomplete="${autocomplete}"
      aria-describedby="${described}"
      ${error ? html`aria-invalid="true" autofocus` : ''}
      ${numeric}
      required
    />
    ${error ? html`<span class="wrong" id="${name}-error">${error}</span>` : ''}
  </p>`
}

/** Whose password it is, for programs that keep passwords. */
export function username(email: string) {
  return html`<input hidden type="email" autocomplete="username" value="${email}" />`
}

/** An instant in UTC, to the minute: operators and what they look after are in many places. */
export function instant(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

const STYLE = `
  :root { --wrong: light-dark(#b3261e, #ffb4ab); --edge: light-dark(#7a828a, #8b949e); --raised: light-dark(#f6f7f8, #1b1f23) }
  header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; margin-bottom: 2.5rem; padding-bottom: .75rem; border-bottom: 1px solid var(--line); font: .875rem/1.5 ui-monospace, monospace }
  header a { display: inline-flex; align-items: center; gap: .5em; min-height: 44px; color: inherit; text-decoration: none }
  header a span, header form span { color: var(--quiet) }
  main { max-width: 40rem; padding-top: 1rem; overflow-wrap: anywhere }
  h2 { margin-top: 2.5rem; font-size: 1.1rem }
  form.stack, .field { display: grid; gap: .4rem; justify-items: start }
  form.stack { gap: 1rem } .field { margin: 0; width: 100% }
  label { font-weight: 600 }
  input { box-sizing: border-box; width: 100%; max-width: 26rem; min-height: 44px; padding: .5rem .75rem; border: 1px solid var(--edge); border-radius: 4px; background: var(--raised); color: inherit; font: inherit }
  input[aria-invalid] { border-color: var(--wrong) }
  button { min-height: 44px; padding: .5rem 1.1rem; border: 1px solid transparent; border-radius: 4px; background: light-dark(#16191c, #eceff1); color: light-dark(#fff, #14171a); font: inherit; font-weight: 600; cursor: pointer }
  button.plain { border-color: var(--edge); background: none; color: inherit; font-weight: 400 }
  :focus-visible { outline: 2px solid light-dark(#0b57d0, #8ab4f8); outline-offset: 2px }
  .alert { padding: .6rem .9rem; border-inline-start: 3px solid var(--wrong); background: var(--raised) }
  .wrong { color: var(--wrong) }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.5rem } dt { color: var(--quiet) } dd { margin: 0; overflow-wrap: anywhere }
  ul.rows { padding: 0; list-style: none } ul.rows > li { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; padding: .75rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
  ol.codes { columns: 15rem; white-space: nowrap; font: 1rem/2 ui-monospace, monospace }
  .qr { width: 14rem; max-width: 100%; margin: 1rem 0; line-height: 0 }
  code { overflow-wrap: anywhere }
`
