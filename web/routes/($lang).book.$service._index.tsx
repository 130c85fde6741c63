import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { StepTrail } from '../components/booking/step-trail.tsx'
import { Link } from '../components/link.tsx'
import { Portrait } from '../components/portrait.tsx'
import { inPortal } from '../lib/portal.server.ts'
import { choiceOf } from '../views/choice.server.ts'
import { trainersView } from '../views/trainers-view.server.ts'

export const loader = inPortal(async (portal) => {
  const { studio, text, say } = portal
  const names = { service: text(choiceOf(portal).service.name), studio: text(studio.studioName) }
  return {
    ...(await trainersView(portal)),
    pageTitle: say('say.pageTitle', { page: names.service, studio: names.studio }),
    description: say('say.metaBook', names),
  }
})

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: data.pageTitle }, { name: 'description', content: data.description }] : []

export default function ChooseTrainer() {
  const { title, steps, any, trainers, words } = useLoaderData<typeof loader>()
  return (
    <main id="content" className="flow">
      <StepTrail {...steps} />
      <h1 className="flow-title">{title}</h1>
      {any ? (
        <Link className="trainer-option trainer-option-any" to={any.href}>
          <span className="trainer-option-text">
            <span className="trainer-option-name">{any.name}</span>
            <span>{any.hint}</span>
          </span>
          <NextFree next={any.next} words={words} />
        </Link>
      ) : null}
      <ul className="trainer-choices">
        {trainers.map(({ slug, name, speciality, portrait, href, next, price }) => (
          <li key={slug}>
            <Link className="trainer-option" to={href}>
              <Portrait {...portrait} />
              <span className="trainer-option-text">
                <span className="trainer-option-name">{name}</span>
                <span className="soft">{speciality}</span>
                {price ? <span>{price}</span> : null}
              </span>
              <NextFree next={next} words={words} />
            </Link>
          </li>
        ))}
      </ul>
    </main>
  )
}

type NextFreeProps = { next: string | null; words: { nextFreeOf: string; noneSoon: string } }

function NextFree({ next, words }: NextFreeProps) {
  if (!next) return <span className="trainer-option-next soft small">{words.noneSoon}</span>
  return (
    <span className="trainer-option-next">
      <span className="small">{words.nextFreeOf}</span> <strong>{next}</strong>
    </span>
  )
}
