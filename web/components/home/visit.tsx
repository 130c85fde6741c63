import type { HomeView } from '../../views/home-view.server.ts'
import { SectionTitle } from './section-title.tsx'

type VisitProps = HomeView & { hasAbout?: boolean; hasFacts: boolean }

/** The studio in its own words, when it is open, where it is, and its terms in one sentence. */
export function Visit({ about, words, hasAbout = false, hasFacts, ...facts }: VisitProps) {
  const id = hasAbout ? 'about-title' : 'visit-title'
  return (
    <section className="section visit" aria-labelledby={id}>
      <SectionTitle id={id}>{hasAbout ? words.about : words.place}</SectionTitle>
      {hasAbout && about ? <p className="visit-about">{about}</p> : null}
      {hasFacts ? <Facts {...facts} words={words} /> : null}
    </section>
  )
}

function Facts({ policy, hours, hoursNote, place, words }: Omit<VisitProps, 'about' | 'hasFacts'>) {
  return (
    <div className="visit-facts">
      <div className="visit-hours">
        <h3>{words.hours}</h3>
        {hoursNote ? (
          <p className="visit-note">{hoursNote}</p>
        ) : (
          <dl className="hours">
            {hours.map(({ days, times, isToday }) => (
              <div className={isToday ? 'hours-row hours-today' : 'hours-row'} key={days}>
                <dt>{days}</dt>
                <dd>{times.length === 0 ? words.closed : times.join(', ')}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      <div className="visit-place">
        <h3>{words.place}</h3>
        <address>
          {place.name}
          <br />
          {place.address}
        </address>
        {place.mapHref ? (
          <a className="text-link" href={place.mapHref} rel="noreferrer">
            {words.map}
          </a>
        ) : null}
      </div>
      {policy ? (
        <div className="visit-policy">
          <h3>{words.goodToKnow}</h3>
          <p>{policy}</p>
        </div>
      ) : null}
    </div>
  )
}
