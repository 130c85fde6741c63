import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { inPortal } from '../lib/portal.server.ts'
import { embedView } from '../views/embed-view.server.ts'

/** The next free times for a frame on another website: without scripts, and every link leaves the frame. */
export const loader = inPortal(embedView)

export const meta: MetaFunction<typeof loader> = ({ data: view }) =>
  view ? [{ title: `${view.title} · ${view.studio}` }] : []

export default function Embed() {
  const { title, none, book, days } = useLoaderData<typeof loader>()
  return (
    <main id="content" className="embed">
      <h1 className="embed-title">{title}</h1>
      {days.length === 0 ? <p>{none}</p> : null}
      {days.map(({ label, times }) => (
        <section className="next-day" key={label}>
          <h2 className="next-day-title">{label}</h2>
          <ul className="next-day-times">
            {times.map(({ time, service, label: what, href }) => (
              <li key={href}>
                <a className="next-time" href={href} target="_top" aria-label={what}>
                  <span className="next-time-clock">{time}</span>
                  {service ? <span className="next-time-what">{service}</span> : null}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p>
        <a className="button" href={book.href} target="_top">
          {book.label}
        </a>
      </p>
    </main>
  )
}
