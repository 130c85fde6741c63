import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { AppError } from '../../tenants/errors.ts'
import type { AppEnv } from '../app-env.ts'
import { neutralPage } from './neutral-page.ts'

/** What went wrong, where no studio's look can or may be used: an unknown host, a closed studio, a site in ruins. */
export function failurePage(c: Context<AppEnv>, failure: AppError) {
  const { message, details } = failure
  if (details.retryAfterSeconds !== undefined) c.header('Retry-After', String(details.retryAfterSeconds))
  return neutralPage(c, {
    title: message,
    // The table in `tenants/errors.ts` has statuses with a body only.
    status: failure.status as ContentfulStatusCode,
    body: html`<h1>${message}</h1>
      <p class="quiet">Request ${c.var.requestId}</p>`,
  })
}
