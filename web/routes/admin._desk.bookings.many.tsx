import { data, type MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ManyOutcome } from '../components/admin/bookings/many-outcome.tsx'
import { WhoseDoing } from '../components/admin/bookings/whose-doing.tsx'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { TextAreaField } from '../components/text-area-field.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { manyAnswer, manyPage } from '../views/admin/bookings/many-view.server.ts'

export const loader = atDesk(manyPage)

export const action = atDesk(async (desk) => {
  const answer = await manyAnswer(desk)
  return data(answer, { status: answer.status })
})

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ManyBookings() {
  const { title, deed, intro, lines, backHref, words } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  return (
    <>
      <PageHead title={title} back={{ href: backHref, label: words.back }} />
      {result ? <ManyOutcome result={result} words={{ undo_check_in: '' }} /> : null}
      {result ? null : (
        <DeskForm>
          <p>{intro}</p>
          <ul className="lines">
            {lines.map(({ id, who, when }) => (
              <li key={id}>
                <input type="hidden" name="id" value={id} />
                <b>{who}</b> <span className="soft">{when}</span>
              </li>
            ))}
          </ul>
          {lines.length > 0 ? (
            <>
              {deed === 'cancel' ? <WhoseDoing client={[]} words={words} /> : null}
              <TextAreaField
                name="reason"
                label={words.reason}
                hint={words.reasonHint}
                maxLength={500}
                defaultValue=""
                error={undefined}
              />
              <p className="soft">{words.what}</p>
              <div className="desk-actions">
                <button className="button button-danger" type="submit">
                  {words.button}
                </button>
                <Link className="button button-quiet" to={backHref}>
                  {words.keep}
                </Link>
              </div>
            </>
          ) : null}
        </DeskForm>
      )}
    </>
  )
}
