import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { HomeSections } from '../components/home/home-sections.tsx'
import { inPortal } from '../lib/portal.server.ts'
import { homeView } from '../views/home-view.server.ts'
import { sharePicture } from '../views/picture-view.server.ts'

export const loader = inPortal(async (portal) => {
  const view = await homeView(portal)
  const description = portal.say('say.metaHome', { tagline: view.tagline, studio: view.name })
  return { ...view, description, shareHref: portal.ctx.origin + sharePicture(portal) }
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
  return <HomeSections {...useLoaderData<typeof loader>()} />
}
