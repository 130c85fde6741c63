import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Empty } from '../components/admin/empty.tsx'
import { FilterBar } from '../components/admin/filter-bar.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { PageLinks } from '../components/admin/page-links.tsx'
import { SearchForm } from '../components/admin/search-form.tsx'
import { DeliveryTable } from '../components/admin/webhooks/delivery-table.tsx'
import { EndpointDeeds } from '../components/admin/webhooks/endpoint-deeds.tsx'
import { ReplayForm } from '../components/admin/webhooks/replay-form.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { endpointAnswer, endpointPage } from '../views/admin/webhooks/endpoint-view.server.ts'

export const loader = atDesk(endpointPage)

export const action = atDesk(async (desk) => sendAnswer(await endpointAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Webhook() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { address, description, filters, clear, rows, isNarrowed, links, words } = page
  return (
    <>
      <PageHead title={address} intro={description} back={{ href: '/admin/webhooks', label: words.title }} />
      {refused?.message ? (
        <p className="form-errors" role="alert">
          {refused.message}
        </p>
      ) : null}
      <EndpointDeeds page={page} />
      <section className="desk-section" aria-labelledby="deliveries">
        <h2 className="desk-section-head" id="deliveries">
          {words.deliveries}
        </h2>
        <p className="desk-intro">{words.deliveriesHint}</p>
        <SearchForm button={words.show}>
          <FilterBar filters={filters} clear={clear} title={words.filter} />
        </SearchForm>
        {rows.length === 0 ? (
          <Empty title={isNarrowed ? words.noMatch : words.empty} text={isNarrowed ? '' : words.emptyHint} />
        ) : (
          <DeliveryTable page={page} />
        )}
        <PageLinks label={words.pages} links={links} />
      </section>
      {page.isActive ? <ReplayForm words={words} refused={refused} /> : null}
    </>
  )
}
