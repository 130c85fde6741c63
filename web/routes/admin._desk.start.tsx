import type { MetaFunction } from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { startAnswer, startPage } from '../views/admin/start-view.server.ts'

export const loader = atDesk(startPage)
export const action = atDesk(async (desk) => sendAnswer(await startAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Start() {
  const { steps, progress, isBookable, hasSamples, samplesHref, words } = useLoaderData<typeof loader>()
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
            {key === 'booking' ? (
              // Another frame: a whole page.
              <a className={isNext ? 'button' : 'button button-quiet'} href={href}>
                {title}
              </a>
            ) : (
              <Link className={isNext ? 'button' : 'button button-quiet'} to={href}>
                {title}
              </Link>
            )}
          </li>
        ))}
      </ol>
      <div className="desk-actions">
        {isBookable ? (
          <p>
            {words.bookable}{' '}
            <a className="text-link" href="/">
              {words.seeSite}
            </a>
          </p>
        ) : null}
        <Form method="post">
          <button className="button button-quiet">{words.away}</button>
        </Form>
      </div>
      <section className="desk-section start-samples" aria-labelledby="samples">
        <h2 id="samples">{words.samples.title}</h2>
        {hasSamples ? (
          <>
            <p>{words.samples.there}</p>
            <Link className="button button-quiet" to={samplesHref}>
              {words.samples.remove}
            </Link>
          </>
        ) : (
          <DeskForm alert={refused?.message}>
            <p>{words.samples.offer}</p>
            <p>{words.samples.onSite}</p>
            <button className="button button-quiet" name="intent" value="add_samples">
              {words.samples.add}
            </button>
          </DeskForm>
        )}
      </section>
    </>
  )
}
