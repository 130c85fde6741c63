import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Empty } from '../components/admin/empty.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { placesPage } from '../views/admin/setup/place-view.server.ts'

export const loader = atDesk(placesPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

type Page = Awaited<ReturnType<typeof placesPage>>

export default function Places() {
  const page = useLoaderData<typeof loader>()
  const { places, mayChange, words } = page
  return (
    <>
      <PageHead title={words.title} intro={words.intro}>
        {mayChange ? (
          <Link className="button" to="/admin/places/new">
            {words.newTitle}
          </Link>
        ) : null}
      </PageHead>
      {places.length === 0 ? <Empty title={words.none} text={words.noneText} /> : null}
      <div className="place-list">
        {places.map((place) => (
          <Place key={place.id} place={place} page={page} />
        ))}
      </div>
    </>
  )
}

function Place({ place, page: { mayChangeRooms, words } }: { place: Page['places'][number]; page: Page }) {
  const { id, name, address, zone, isMain, href, newHref, resources } = place
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 className="place-head" id={id}>
        <Link className="text-link" to={href}>
          {name}
        </Link>
        {isMain ? <span className="badge badge-strong">{words.main}</span> : null}
      </h2>
      <p className="soft">
        {address} · {zone}
      </p>
      <h3 className="field-label">{words.resources}</h3>
      {resources.length === 0 ? <p className="desk-intro">{words.noResources}</p> : null}
      <ul className="place-resources">
        {resources.map((resource) => (
          <li key={resource.id}>
            <Link className="text-link" to={resource.href}>
              {resource.name}
            </Link>{' '}
            <span className="soft">{resource.text}</span>
            {resource.isArchived ? <span className="badge badge-faint">{words.archived}</span> : null}
          </li>
        ))}
      </ul>
      {mayChangeRooms ? (
        <Link className="button button-quiet" to={newHref}>
          {words.newResource}
        </Link>
      ) : null}
    </section>
  )
}
