import type { HomeView } from '../../views/home-view.server.ts'
import { Link } from '../link.tsx'
import { Portrait } from '../portrait.tsx'
import { SectionTitle } from './section-title.tsx'

/** Who works here, what they are good at, and when they are free next. */
export function TrainerList({ trainers, words }: HomeView) {
  if (trainers.length === 0) return null
  return (
    <section className="section" aria-labelledby="trainers-title">
      <SectionTitle id="trainers-title">{words.trainers}</SectionTitle>
      <ul className="trainer-cards">
        {trainers.map(({ slug, name, speciality, bio, portrait, next, hasTimes }) => (
          <li className="trainer-card" key={slug}>
            <Portrait {...portrait} />
            <div className="trainer-card-text">
              <h3 className="trainer-name">{name}</h3>
              <p className="trainer-speciality">{speciality}</p>
              <p className="trainer-bio">{bio}</p>
              {next ? (
                <Link className="trainer-next" to={next.href} aria-label={`${name}: ${next.label}`}>
                  <span className="trainer-next-label">{words.nextFreeOf}</span>
                  <span className="trainer-next-when">{next.when}</span>
                </Link>
              ) : hasTimes ? (
                <p className="trainer-next-none">{words.noneSoon}</p>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
