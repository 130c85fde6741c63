import type { MetaFunction } from '@remix-run/cloudflare'
import { Form, useLoaderData, useSubmit } from '@remix-run/react'
import { Empty } from '../components/admin/empty.tsx'
import { HoursHead } from '../components/admin/hours/hours-head.tsx'
import { NoTrainers } from '../components/admin/hours/no-trainers.tsx'
import { WhyBox } from '../components/admin/hours/why-box.tsx'
import { SelectField } from '../components/access/select-field.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { hoursOfferedPage, type HoursOfferedPage } from '../views/admin/hours-offered-view.server.ts'

export const loader = atDesk(hoursOfferedPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function HoursOffered() {
  const page = useLoaderData<typeof loader>()
  const submit = useSubmit()
  const { words } = page
  if (!page.frame) return <NoTrainers words={words} />
  const { frame, services, serviceId, portalHref } = page
  const said = words.offered
  return (
    <>
      <HoursHead frame={frame} words={words} />
      {services.length === 0 ? (
        <Empty title={said.noServices} text={said.noServicesText} />
      ) : (
        <div className="offered-both">
          <section className="offered">
            <Form className="form-inline hours-pick" onChange={({ currentTarget }) => submit(currentTarget)}>
              <input type="hidden" name="trainer" value={frame.trainer.id} />
              <SelectField
                name="service"
                label={words.why.service}
                options={services}
                defaultValue={serviceId}
                key={serviceId}
              />
              <button className="button button-quiet" type="submit">
                {words.show}
              </button>
            </Form>
            {portalHref ? (
              <p>
                <a className="text-link" href={portalHref} target="_blank" rel="noreferrer">
                  {said.portal}
                </a>
              </p>
            ) : null}
            {page.isClass ? (
              <p className="desk-intro">{said.isClass}</p>
            ) : (
              <Days days={page.days} words={said} />
            )}
          </section>
          <WhyBox {...page} />
        </div>
      )}
    </>
  )
}

type DaysProps = Pick<Extract<HoursOfferedPage, { frame: object }>, 'days'> & {
  words: { none: string; hint: string; missing: string }
}

/** Fourteen days: what is offered, and, paler, what other days have. */
function Days({ days, words }: DaysProps) {
  return (
    <>
      <p className="desk-intro">{words.hint}</p>
      <ol className="offered-days">
        {days.map(({ on, title, count, times }) => (
          <li key={on} className="offered-day">
            <h3>{title}</h3>
            {count === 0 ? <p className="soft small">{words.none}</p> : null}
            <ul className="offered-times">
              {times.map(({ time, whyHref }) => (
                <li key={time}>
                  {whyHref ? (
                    <Link
                      className="offered-time offered-missing"
                      to={whyHref}
                      aria-label={`${words.missing} ${title} ${time}`}
                    >
                      {time}
                    </Link>
                  ) : (
                    <span className="offered-time">{time}</span>
                  )}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </>
  )
}
