import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Field } from '../components/field.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { waitingAnswer, waitingPage } from '../views/admin/classes/waiting-view.server.ts'

export const loader = atDesk(waitingPage)

export const action = atDesk(async (desk) => sendAnswer(await waitingAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Waiting() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { title, intro, back, facts, isOffered, isWaiting, takesReason, bookInHref, bookingHref, words } =
    page
  return (
    <>
      <PageHead title={title} intro={intro} back={back}>
        {bookingHref ? (
          <Link className="button button-quiet" to={bookingHref}>
            {words.booking}
          </Link>
        ) : null}
      </PageHead>
      <dl className="facts panel">
        {facts.map(({ label, text }) => (
          <div className="fact" key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {isWaiting ? (
        <DeskForm className="desk-section desk-form" alert={refused?.message}>
          {isOffered ? (
            <>
              <p>{words.offered}</p>
              <p className="soft">{words.acceptText}</p>
              <button className="button" name="intent" value="accept">
                {words.accept}
              </button>
            </>
          ) : (
            <>
              <p className="soft">{words.offerText}</p>
              {takesReason ? (
                <Field
                  name="reason"
                  label={words.offerReason}
                  hint={words.offerReasonHint}
                  maxLength={300}
                  autoComplete="off"
                  defaultValue={refused?.values['reason']}
                  error={refused?.errors['reason']}
                />
              ) : null}
              <div className="desk-actions">
                <button className="button" name="intent" value="offer">
                  {words.offer}
                </button>
                <Link className="button button-quiet" to={bookInHref}>
                  {words.bookIn}
                </Link>
              </div>
            </>
          )}
          <p className="soft">{words.leaveText}</p>
          <button className="button button-quiet button-warns" name="intent" value="leave">
            {words.leave}
          </button>
        </DeskForm>
      ) : (
        <p className="desk-section">{words.isOver}</p>
      )}
    </>
  )
}
