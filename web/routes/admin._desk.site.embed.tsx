import type { MetaFunction } from '@remix-run/cloudflare'
import { Form, useLoaderData } from '@remix-run/react'
import { SelectField } from '../components/access/select-field.tsx'
import { CopyButton } from '../components/admin/copy-button.tsx'
import { Empty } from '../components/admin/empty.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { SiteTabs } from '../components/admin/site/site-tabs.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { embedPage } from '../views/admin/site/embed-view.server.ts'

export const loader = atDesk(embedPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function EmbedCode() {
  const page = useLoaderData<typeof loader>()
  const { parts, services, trainers, languages, snippets, heldBack, words } = page
  const { embed } = words
  return (
    <>
      <PageHead title={embed.title} intro={embed.intro} />
      <SiteTabs parts={parts} label={words.title} />
      {heldBack ? (
        <Empty title={heldBack.title} text={heldBack.text}>
          <Link className="button button-quiet" to="/admin/settings/plan">
            {heldBack.see}
          </Link>
        </Empty>
      ) : (
        <Form className="form-inline desk-form-wide" preventScrollReset>
          <SelectField
            name="service"
            label={embed.service}
            options={services}
            empty={embed.any}
            defaultValue={page.service}
          />
          <SelectField
            name="trainer"
            label={embed.trainer}
            options={trainers}
            empty={embed.any}
            defaultValue={page.trainer}
          />
          <SelectField name="lang" label={embed.lang} options={languages} defaultValue={page.lang} />
          <button className="button button-quiet" type="submit">
            {embed.make}
          </button>
        </Form>
      )}
      {snippets.map(({ key, title, text, code }) => (
        <section className="desk-section" aria-labelledby={key} key={key}>
          <h2 className="desk-section-head" id={key}>
            {title}
          </h2>
          <p className="desk-intro">{text}</p>
          <textarea className="field-input snippet" readOnly rows={4} aria-labelledby={key} value={code} />
          {/* Anew with other code. */}
          <CopyButton text={code} words={embed} key={code} />
        </section>
      ))}
    </>
  )
}
