import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Field } from '../components/field.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { eraseAnswer, erasePage } from '../views/admin/erase-view.server.ts'

export const loader = atDesk(erasePage)

export const action = atDesk(async (desk) => sendAnswer(await eraseAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function EraseClient() {
  const { name, href, upcoming, typeLabel, words } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <>
      <PageHead title={words.eraseTitle} intro={words.eraseIntro} back={{ href, label: name }} />
      <ul className="panel panel-danger consequences">
        <li>{words.eraseGone}</li>
        <li>{words.eraseKept}</li>
        {upcoming ? <li>{upcoming}</li> : null}
      </ul>
      <DeskForm className="desk-section desk-form" alert={refused?.message}>
        {upcoming ? (
          <div className="check-line">
            <input type="checkbox" id="cancelUpcoming" name="cancelUpcoming" value="yes" />
            <label htmlFor="cancelUpcoming">
              {words.upcomingCancel}
              <span className="row-under">{words.upcomingCancelHint}</span>
            </label>
          </div>
        ) : null}
        <Field
          name="typed"
          label={typeLabel}
          autoComplete="off"
          defaultValue=""
          error={refused?.errors['typed']}
          isRequired
          isFirstError={refused?.errors['typed'] !== undefined}
        />
        <div className="desk-actions">
          <button className="button button-danger" type="submit">
            {words.eraseButton}
          </button>
          <Link className="button button-quiet" to={href}>
            {words.cancel}
          </Link>
        </div>
      </DeskForm>
    </>
  )
}
