import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/admin/page-head.tsx'
import { AddDomain, DomainHosts } from '../components/admin/site/domain-forms.tsx'
import { OwnDomainCard } from '../components/admin/site/own-domain-card.tsx'
import { SiteTabs } from '../components/admin/site/site-tabs.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { domainAnswer, domainPage } from '../views/admin/site/domain-view.server.ts'

export const loader = atDesk(domainPage)

export const action = atDesk(async (desk) => sendAnswer(await domainAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function OwnDomains() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { words, parts, partsLabel, domains, mayChange, mayCheck } = page
  return (
    <>
      <PageHead title={words.title} intro={words.intro} />
      <SiteTabs parts={parts} label={partsLabel} />
      {refused?.message ? (
        <p className="form-errors" role="alert">
          {refused.message}
        </p>
      ) : null}
      {mayCheck ? null : <p className="panel domain-notice">{words.noDns}</p>}
      {domains.map((domain) => (
        <OwnDomainCard domain={domain} page={page} key={domain.host} />
      ))}
      {mayChange ? <AddDomain page={page} refused={refused} /> : null}
      <DomainHosts page={page} />
    </>
  )
}
