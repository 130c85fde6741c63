import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { inPortal } from '../lib/portal.server.ts'
import { renderMarkdown } from '../lib/render-markdown.server.ts'
import { getLegalPage } from '../../tenants/site/legal/get-legal-page.ts'

/** One of the studio's own pages: imprint, privacy, house rules. */
export const loader = inPortal(async ({ ctx, params, text, say, studio }) => {
  const { title, body } = await getLegalPage(ctx, { slug: params['slug'] ?? '' })
  const page = text(title)
  return {
    title: page,
    pageTitle: say('say.pageTitle', { page, studio: text(studio.studioName) }),
    html: renderMarkdown(text(body)),
  }
})

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Legal() {
  const { title, html } = useLoaderData<typeof loader>()
  return (
    <main id="content" className="section">
      <article className="prose">
        <h1>{title}</h1>
        {/* Made by `renderMarkdown`, of a text that may hold anything. */}
        <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
      </article>
    </main>
  )
}
