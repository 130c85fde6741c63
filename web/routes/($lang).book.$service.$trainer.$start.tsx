import { data, redirect, type MetaFunction } from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { DetailsForm } from '../components/booking/details-form.tsx'
import { FormAnswer, keepsForm } from '../components/booking/form-answer.tsx'
import { GoneTimes } from '../components/booking/gone-times.tsx'
import { RepeatButton } from '../components/booking/repeat-button.tsx'
import { StepTrail } from '../components/booking/step-trail.tsx'
import { SummaryCard } from '../components/booking/summary-card.tsx'
import { inPortal } from '../lib/portal.server.ts'
import { useKeptTime } from '../lib/use-kept-time.ts'
import { useVisitorZone } from '../lib/use-visitor-zone.ts'
import { bookAnswer } from '../views/book-answer.server.ts'
import { detailsView } from '../views/details-view.server.ts'

export const loader = inPortal(async (portal) => {
  const view = await detailsView(portal)
  // After a form was sent its own answer says what became of it.
  const isGone = !view.isFree && portal.request.method === 'GET'
  return data(view, { status: isGone ? 409 : 200 })
})

export const action = inPortal(async (portal) => {
  const answer = await bookAnswer(portal)
  if ('location' in answer) return redirect(answer.location, 303)
  const headers: HeadersInit = answer.status === 503 ? { 'Retry-After': '5' } : {}
  return data({ ...answer, reasonTitle: portal.words('reasons').title }, { status: answer.status, headers })
})

export const meta: MetaFunction<typeof loader> = ({ data: view }) =>
  view ? [{ title: view.pageTitle }, { name: 'robots', content: 'noindex' }] : []

export default function Details() {
  const view = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { steps, summary, when, place, kept, holdHref, timesHref, words } = view
  useVisitorZone(view.visitorZone)
  useKeptTime(holdHref)
  // A time that was taken while its form was open is dealt with by the answer to the form.
  const isForm = answer ? keepsForm(answer) : view.isFree
  const isGone = !answer && !view.isFree
  return (
    <main id="content" className="flow">
      <StepTrail {...steps} />
      <div className="flow-columns">
        <SummaryCard summary={summary} label={words.summary}>
          <p className="summary-when">
            <span className="summary-day">{when.day}</span>{' '}
            <span className="summary-times">{when.times}</span>
          </p>
          {when.yours ? <p className="summary-zone">{when.yours}</p> : null}
          <p className="summary-place">{place.name}</p>
        </SummaryCard>
        <div className="details">
          {isForm || isGone ? <h1 className="flow-title">{isGone ? words.goneTitle : words.title}</h1> : null}
          {answer ? <FormAnswer answer={answer} words={view.form.words} otherHref={timesHref} /> : null}
          {isForm && kept && holdHref ? (
            <Form method="post" action={holdHref} className="kept">
              <p>{kept}</p>
              <button className="text-button" name="intent" value="release">
                {words.anotherTime}
              </button>
            </Form>
          ) : null}
          {isForm ? <DetailsForm form={view.form} answer={answer} /> : null}
          {isForm ? <RepeatButton words={words} /> : null}
          {isGone ? <GoneTimes times={view.nearest} timesHref={timesHref} words={words} /> : null}
        </div>
      </div>
    </main>
  )
}
