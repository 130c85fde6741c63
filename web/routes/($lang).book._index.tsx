import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { StepTrail } from '../components/booking/step-trail.tsx'
import { ServiceCards } from '../components/service-cards.tsx'
import { inPortal } from '../lib/portal.server.ts'
import { stepsOf } from '../views/choice.server.ts'
import { serviceCard } from '../views/service-card.server.ts'

export const loader = inPortal(async (portal) => {
  const { catalogue, studio, text, say, words } = portal
  const title = words('choose').serviceTitle
  return {
    title,
    pageTitle: say('say.pageTitle', { page: title, studio: text(studio.studioName) }),
    steps: stepsOf(portal, 'service'),
    services: catalogue.services.map((service) => serviceCard(portal, service)),
  }
})

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.pageTitle }] : [])

export default function ChooseService() {
  const { title, steps, services } = useLoaderData<typeof loader>()
  return (
    <main id="content" className="flow">
      <StepTrail {...steps} />
      <h1 className="flow-title">{title}</h1>
      <ServiceCards services={services} level="h2" />
    </main>
  )
}
