import type { MetaFunction } from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/admin/page-head.tsx'
import { Samples, SiteAddress } from '../components/admin/start-parts.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { startAnswer, startPage } from '../views/admin/start-view.server.ts'

export const loader = atDesk(startPage)
export const action = atDesk(async (desk) => sendAnswer(await startAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Start() {
  const page = useLoaderData<typeof loader>()
  const { steps, progress, isBookable, offersWeek, words } = page
  const refused = useActionData<typeof action>()
  return (
    <>
      <PageHead title={words.title} intro={words.intro} />
      <p className="start-progress">
        <progress
          className="work-progress"
          value={progress.done}
          max={progress.all}
          aria-label={words.title}
        />
        {progress.label}
      </p>
      <ol className="start-steps">
        {steps.map(({ key, isDone, isNext, href, title, text }) => (
          <li className={isDone ? 'start-step start-step-done' : 'start-step'} key={key}>
            <span className="start-mark">
              <span aria-hidden="true">{isDone ? '✓' : ''}</span>
              <span className="visually-hidden">{isDone ? words.done : words.toDo}</span>
            </span>
            <div className="start-text">
              <h2>{title}</h2>
              <p>{text}</p>
            </div>
            {offersWeek && isNext ? (
              <Form method="post">
                <button className="button" name="intent" value="ordinary_week">
                  {words.ordinaryWeek}
                </button>
              </Form>
            ) : null}
            {key === 'booking' ? (
              // Another frame: a whole page.
              <a className={isNext ? 'button' : 'button button-quiet'} href={href}>
                {title}
              </a>
            ) : (
              <Link className={isNext && !offersWeek ? 'button' : 'button button-quiet'} to={href}>
                {offersWeek && isNext ? words.otherHours : title}
              </Link>
            )}
          </li>
        ))}
      </ol>
      {isBookable ? <SiteAddress page={page} /> : null}
      <div className="desk-actions">
        <Form method="post">
          <button className="button button-quiet">{words.away}</button>
        </Form>
      </div>
      <Samples page={page} alert={refused?.message} />
    </>
  )
}
