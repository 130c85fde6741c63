import type { SessionPage } from '../../views/session-view.server.ts'
import { Portrait } from '../portrait.tsx'

/** What the class is, when, where, with whom, for how much, and whether there is a place. */
export function SessionFacts({ page }: { page: SessionPage }) {
  const { name, description, day, times, zone, duration, price, place, trainers, state, words } = page
  return (
    <article className={`session-about session-${state.kind}`}>
      <h1 className="session-title">{name}</h1>
      <p className="session-when">
        <span className="session-day">{day}</span> <span className="session-times">{times}</span>
      </p>
      <p className="session-state">{state.text}</p>
      {description ? <p className="session-description">{description}</p> : null}
      <dl className="session-facts">
        {trainers.length > 0 ? (
          <div>
            <dt>{words.trainer}</dt>
            {trainers.map((trainer) => (
              <dd className="ticket-trainer" key={trainer.slug}>
                <Portrait {...trainer.portrait} size="small" />
                {trainer.name}
              </dd>
            ))}
          </div>
        ) : null}
        <div>
          <dt>{words.where}</dt>
          <dd>
            {place.name}
            <br />
            {place.address}
            {place.mapHref ? (
              <>
                <br />
                <a className="text-link" href={place.mapHref} rel="noreferrer">
                  {words.map}
                </a>
              </>
            ) : null}
          </dd>
        </div>
        <div>
          <dt>{words.price}</dt>
          <dd>
            {price} <span className="soft">· {duration}</span>
          </dd>
        </div>
      </dl>
      <p className="soft small">{zone}</p>
    </article>
  )
}
