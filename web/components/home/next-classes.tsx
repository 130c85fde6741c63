import type { HomeView } from '../../views/home-view.server.ts'
import { SessionCards } from '../classes/session-cards.tsx'
import { Link } from '../link.tsx'
import { SectionTitle } from './section-title.tsx'

/** The nearest classes, each one tap from its form, and the way to all of them. */
export function NextClasses({ classes, classesHref, words }: HomeView) {
  if (classes.length === 0) return null
  return (
    <section className="section" aria-labelledby="classes-title">
      <SectionTitle id="classes-title">{words.nextClasses}</SectionTitle>
      <SessionCards sessions={classes} hasDay />
      <p className="all-classes">
        <Link className="button button-quiet" to={classesHref}>
          {words.allClasses}
        </Link>
      </p>
    </section>
  )
}
