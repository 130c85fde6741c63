import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Hero } from '../components/home/hero.tsx'
import { NextClasses } from '../components/home/next-classes.tsx'
import { NextTimes } from '../components/home/next-times.tsx'
import { ServiceList } from '../components/home/service-list.tsx'
import { TrainerList } from '../components/home/trainer-list.tsx'
import { Visit } from '../components/home/visit.tsx'
import { inPortal } from '../lib/portal.server.ts'
import { homeView } from '../views/home-view.server.ts'

export const loader = inPortal(async (portal) => {
  const view = await homeView(portal)
  const description = portal.say('say.metaHome', { tagline: view.tagline, studio: view.name })
  return { ...view, description, shareHref: `${portal.ctx.origin}/share.svg` }
})

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data
    ? [
        { title: data.tagline ? `${data.name} · ${data.tagline}` : data.name },
        { name: 'description', content: data.description },
        { property: 'og:title', content: data.name },
        { property: 'og:description', content: data.description },
        { property: 'og:type', content: 'website' },
        { property: 'og:image', content: data.shareHref },
      ]
    : []

export default function Home() {
  const view = useLoaderData<typeof loader>()
  return (
    <main id="content" className="home">
      <Hero {...view} />
      <NextTimes {...view} />
      <NextClasses {...view} />
      <ServiceList {...view} />
      <TrainerList {...view} />
      <Visit {...view} />
    </main>
  )
}
