import { data, redirect, type MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DetailsForm } from '../components/booking/details-form.tsx'
import { FormAnswer, keepsForm } from '../components/booking/form-answer.tsx'
import { RepeatButton } from '../components/booking/repeat-button.tsx'
import { SessionFacts } from '../components/classes/session-facts.tsx'
import { Link } from '../components/link.tsx'
import { inPortal } from '../lib/portal.server.ts'
import { useVisitorZone } from '../lib/use-visitor-zone.ts'
import { sessionAnswer } from '../views/session-answer.server.ts'
import { sessionPage } from '../views/session-view.server.ts'

export const loader = inPortal(sessionPage)

export const action = inPortal(async (portal) => {
  const answer = await sessionAnswer(portal)
  if ('location' in answer) return redirect(answer.location, 303)
  const headers: HeadersInit = answer.status === 503 ? { 'Retry-After': '5' } : {}
  return data({ ...answer, reasonTitle: portal.words('reasons').title }, { status: answer.status, headers })
})

/** What refuses a form has usually changed the page, too. */
export { revalidateAfterActions as shouldRevalidate } from '../lib/revalidate-after-actions.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  page
    ? [
        { title: page.pageTitle },
        { name: 'description', content: page.metaDescription },
        { property: 'og:title', content: page.pageTitle },
        { property: 'og:description', content: page.metaDescription },
        { tagName: 'link', rel: 'canonical', href: page.canonicalHref },
        { 'script:ld+json': page.event },
      ]
    : []

export default function Session() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { mode, state, facts, form, waitRule, canRepeat, timetableHref, visitorZone, words } = page
  useVisitorZone(visitorZone)
  const isForm = mode !== 'none' && (!answer || keepsForm(answer))
  const isWaiting = mode === 'wait'
  const title = isWaiting ? words.waitTitle : mode === 'book' ? words.bookTitle : titleOf(state.kind, words)
  return (
    <main id="content" className="flow session">
      <Link className="text-link back-link" to={timetableHref}>
        {words.timetable}
      </Link>
      <div className="session-columns">
        <SessionFacts page={page} />
        <section className="details" aria-labelledby="session-form">
          {answer ? (
            <FormAnswer
              answer={answer}
              words={form.words}
              otherHref={timetableHref}
              otherLabel={words.otherClass}
            />
          ) : null}
          {answer && !isForm ? null : (
            <>
              <h2 className="session-form-title" id="session-form">
                {title}
              </h2>
              {facts.map((fact) => (
                <p key={fact}>{fact}</p>
              ))}
              {isWaiting ? <p className="soft">{waitRule}</p> : null}
            </>
          )}
          {isForm ? <DetailsForm form={form} answer={answer} isWaiting={isWaiting} key={mode} /> : null}
          {isForm && canRepeat ? <RepeatButton words={words} /> : null}
          {mode === 'none' ? (
            <Link className="button" to={timetableHref}>
              {words.otherClass}
            </Link>
          ) : null}
        </section>
      </div>
    </main>
  )
}

type Titles = { cancelledTitle: string; closedTitle: string; fullText: string }

function titleOf(kind: string, words: Titles): string {
  if (kind === 'cancelled') return words.cancelledTitle
  return kind === 'full' ? words.fullText : words.closedTitle
}
