import type { MetaFunction } from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { SelectField } from '../components/access/select-field.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { removeAnswer, removePage } from '../views/admin/remove-view.server.ts'

export const loader = atDesk(removePage)

export const action = atDesk(async (desk) => sendAnswer(await removeAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

type Page = Awaited<ReturnType<typeof removePage>>

export default function RemoveStaffMember() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { title, name, href, upcoming, words } = page
  return (
    <>
      <PageHead title={title} intro={words.leaveIntro} back={{ href, label: name }} />
      {upcoming === '' ? <p>{words.noBookings}</p> : <HandOver page={page} />}
      <DeskForm className="desk-section desk-form" alert={refused?.message}>
        {upcoming === '' ? null : page.preview ? (
          <>
            <input type="hidden" name="what" value="give" />
            <input type="hidden" name="reassignTo" value={page.to} />
          </>
        ) : (
          <input type="hidden" name="what" value="leave" />
        )}
        <div className="desk-actions">
          <button className="button button-danger" type="submit">
            {upcoming === '' ? words.removeButton : page.preview ? words.removeAndGive : words.removeAndLeave}
          </button>
          <Link className="button button-quiet" to={href}>
            {words.keep}
          </Link>
        </div>
      </DeskForm>
    </>
  )
}

/** What is to come, and what another trainer could take of it. */
function HandOver({ page: { upcoming, items, more, trainers, to, preview, words } }: { page: Page }) {
  return (
    <section className="panel" aria-labelledby="upcoming">
      <h2 id="upcoming">{upcoming}</h2>
      <ul className="lines">
        {items.map(({ id, what, when }) => (
          <li key={id}>
            {what} · {when}
          </li>
        ))}
        {more ? <li className="soft">{more}</li> : null}
      </ul>
      <Form className="form-inline form-hand-over" preventScrollReset>
        <SelectField
          name="to"
          label={words.handTo}
          options={trainers}
          empty={words.leaveThem}
          defaultValue={to}
        />
        <button className="button button-quiet" type="submit">
          {words.preview}
        </button>
      </Form>
      {preview ? (
        <div className="preview" aria-live="polite">
          <p>
            <strong>{preview.moved}</strong> {words.handToHint}
          </p>
          {preview.left ? <p>{preview.left}</p> : null}
          <ul className="lines">
            {preview.leftItems.map(({ id, what, when, why }) => (
              <li key={id}>
                {what} · {when}: {why}
              </li>
            ))}
            {preview.leftMore ? <li className="soft">{preview.leftMore}</li> : null}
          </ul>
        </div>
      ) : (
        <p className="desk-intro">{words.leaveThemHint}</p>
      )}
    </section>
  )
}
