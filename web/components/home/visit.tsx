import type { HomeView } from '../../views/home-view.server.ts'
import { SectionTitle } from './section-title.tsx'

/** The studio in its own words, when it is open, where it is, and its terms in one sentence. */
export function Visit({ about, policy, hours, place, words }: HomeView) {
  return (
    <section className="section visit" aria-labelledby="about-title">
      <SectionTitle id="about-title">{words.about}</SectionTitle>
      {about ? <p className="visit-about">{about}</p> : null}
      <div className="visit-facts">
        <div className="visit-hours">
          <h3>{words.hours}</h3>
          <dl className="hours">
            {hours.map(({ days, times, isToday }) => (
              <div className={isToday ? 'hours-row hours-today' : 'hours-row'} key={days}>
                <dt>{days}</dt>
                <dd>{times.length === 0 ? words.closed : times.join(', ')}</dd>
              </div>
            ))}
          </dl>
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
    </section>
  )
}
