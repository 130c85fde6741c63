import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { AppError } from '../../tenants/errors.ts'
import type { AppEnv } from '../app-env.ts'
import { STYLE } from '../console/console-style.ts'
import { neutralPage, type Markup } from '../pages/neutral-page.ts'
import { bg } from './words-bg.ts'
import { en, type SignUpWords } from './words-en.ts'

export type Lang = 'en' | 'bg'

/** By the address, else by what the browser likes best of the two. */
export function langOf(c: Context<AppEnv>, asked = c.req.query('lang')): Lang {
  if (asked === 'en' || asked === 'bg') return asked
  return /^bg\b/i.test(c.req.header('accept-language') ?? '') ? 'bg' : 'en'
}

export const wordsOf = (lang: Lang): SignUpWords => (lang === 'bg' ? bg : en)

type Page = {
  lang: Lang
  title: string
  body: Markup
  failure?: AppError | undefined
  status?: ContentfulStatusCode
  refreshSeconds?: number
  /** For what is on this page alone. */
  style?: string
  /** Where the same is said in the other language. */
  other?: string
}

/** A page for whoever makes a studio: no scripts, both lights, two languages. */
export function signUpPage(c: Context<AppEnv>, page: Page) {
  const { lang, title, body, failure, refreshSeconds, other, style = '', status = 200 } = page
  const words = wordsOf(lang)
  const wait = failure?.details.retryAfterSeconds
  if (wait !== undefined) c.header('Retry-After', String(wait))
  return neutralPage(c, {
    title: `${title} · TrainerHub`,
    lang,
    style: STYLE + OWN_STYLE + style,
    hasForms: true,
    refreshSeconds,
    // The table in `tenants/errors.ts` has statuses with a body only.
    status: failure ? (failure.status as ContentfulStatusCode) : status,
    body: html`<header>
        <a href="/">TrainerHub</a>
        ${other === undefined ? '' : html`<a href="${other}" hreflang="${words.other.lang}" lang="${words.other.lang}">${words.other.label}</a>`}
      </header>
      <h1>${title}</h1>
      ${failure ? html`<p class="alert" role="alert">${sentenceOf(failure, words)}</p>` : ''} ${body}`,
  })
}

function sentenceOf({ code, details, message }: AppError, { wrong, errors }: SignUpWords): string {
  return (details.errors ?? []).length > 0 ? wrong : (errors[code] ?? message)
}

/** What is wrong with a field, in the page's language. */
export function faultOf(failure: AppError | undefined, name: string, { errors }: SignUpWords) {
  const fault = failure?.details.errors?.find(({ path }) => path === name)
  return fault && (errors[fault.code ?? 'invalid'] ?? errors['invalid'])
}

const OWN_STYLE = `
  fieldset { width: 100%; max-width: 26rem; box-sizing: border-box; margin: 0; padding: 0; border: 0 } legend { padding: 0; font-weight: 600 }
  .plan { display: flex; gap: .75rem; align-items: start; margin-top: .5rem; padding: .7rem .75rem; border: 1px solid var(--edge); border-radius: 4px; background: var(--raised) }
  .plan:has(:checked) { border-color: currentColor; box-shadow: inset 0 0 0 1px currentColor } .plan .quiet { font-weight: 400 } .plan .about { display: block }
  .plan input { flex: none; width: 1.15rem; min-height: 1.15rem; margin: .2rem 0 0 }
  .check { display: flex; gap: .6rem; align-items: center; min-height: 44px }
  .check label { font-weight: 400 }
  .address { font: 600 1.2rem/1.4 ui-monospace, monospace }
  progress { width: 100%; max-width: 26rem; height: .75rem }
`
