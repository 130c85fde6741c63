import type { HomeView } from '../../views/home-view.server.ts'
import { ServiceCards } from '../service-cards.tsx'
import { SectionTitle } from './section-title.tsx'

/** What can be booked. */
export function ServiceList({ services, words }: HomeView) {
  return (
    <section className="section" id="services" aria-labelledby="services-title">
      <SectionTitle id="services-title">{words.services}</SectionTitle>
      <ServiceCards services={services} />
    </section>
  )
}
