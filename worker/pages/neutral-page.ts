import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { AppEnv } from '../app-env.ts'

export type Markup = ReturnType<typeof html>

export type NeutralPage = {
  title: string
  body: Markup
  /** Added to the few rules that all of these pages share. */
  style?: string
  status?: ContentfulStatusCode
  /** Whether it has forms, which go to this host. */
  hasForms?: boolean
  /** It is asked for again after so many seconds: something is going on. */
  refreshSeconds?: number | undefined
  lang?: 'en' | 'bg'
}

/** A page in nobody's look: of the platform itself, or where no studio may be named. Needs nothing but this answer. */
export function neutralPage(
  c: Context<AppEnv>,
  { title, body, style = '', status = 200, hasForms = false, refreshSeconds, lang = 'en' }: NeutralPage,
) {
  const { nonce } = c.var
  const formAction = hasForms ? "'self'" : "'none'"
  c.header(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'nonce-${nonce}'; frame-src 'self'; base-uri 'none'; form-action ${formAction}; frame-ancestors 'none'`,
  )
  return c.html(
    html`<!doctype html>
      <html lang="${lang}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="robots" content="noindex" />
          ${refreshSeconds === undefined ? '' : html`<meta http-equiv="refresh" content="${refreshSeconds}" />`}
          <title>${title}</title>
          <style nonce="${nonce}">
            ${raw(BASE_STYLE + style)}
          </style>
        </head>
        <body>
          <main>${body}</main>
        </body>
      </html>`,
    status,
  )
}

const BASE_STYLE = `
  :root { color-scheme: light dark; --quiet: light-dark(#5b6168, #a3abb3); --line: light-dark(#dfe3e7, #343a40) }
  body { margin: 0; font: 1rem/1.55 system-ui, sans-serif; background: light-dark(#fff, #14171a); color: light-dark(#16191c, #eceff1) }
  main { max-width: 44rem; margin: 0 auto; padding: 3rem 1.25rem }
  h1 { font-size: 1.6rem; line-height: 1.2 }
  a { color: light-dark(#0b57d0, #8ab4f8) }
  code, pre { font: .875em/1.5 ui-monospace, monospace }
  .quiet { color: var(--quiet); font-size: .875rem }
`
