import { data, redirect, type MetaFunction } from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { Refusal } from '../components/admin/bookings/refusal.tsx'
import { TimesPicker } from '../components/admin/bookings/times-picker.tsx'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { SelectField } from '../components/access/select-field.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import {
  moveBookingAnswer,
  moveBookingPage,
  type MoveBookingPage,
} from '../views/admin/bookings/move-booking-view.server.ts'

export const loader = atDesk(moveBookingPage)

export const action = atDesk(async (desk) => {
  const answer = await moveBookingAnswer(desk)
  return 'location' in answer ? redirect(answer.location, 303) : data(answer, { status: answer.status })
})

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function MoveBooking() {
  const page = useLoaderData<typeof loader>()
  const { about, from, refused, target, times, trainers, trainerId, action: here, words } = page
  return (
    <>
      <PageHead
        title={words.title}
        intro={`${about.service} · ${from}`}
        back={{ href: about.href, label: about.who }}
      />
      {refused ? (
        <>
          <p>{words.over}</p>
          <p className="desk-intro">{refused}</p>
        </>
      ) : null}
      {!refused && target ? <Confirm page={page} target={target} /> : null}
      {!refused && times ? (
        <>
          {trainers.length > 0 ? (
            <Form className="form-inline move-trainer">
              <SelectField
                name="trainer"
                label={words.trainer}
                options={[{ value: 'any', label: words.anyTrainer }, ...trainers]}
                defaultValue={trainerId || 'any'}
              />
              <button className="button button-quiet" type="submit">
                {words.show}
              </button>
            </Form>
          ) : null}
          <TimesPicker times={times} action={here} keep={[['trainer', trainerId || 'any']]} />
        </>
      ) : null}
    </>
  )
}

type ConfirmProps = { page: MoveBookingPage; target: NonNullable<MoveBookingPage['target']> }

function Confirm({ page: { from, words }, target }: ConfirmProps) {
  const answer = useActionData<typeof action>()
  const told = answer && 'told' in answer ? answer : undefined
  const wrong = answer?.errors['reason']
  return (
    <DeskForm>
      <input type="hidden" name="key" value={told?.key ?? target.key} />
      <dl className="panel facts">
        <div className="fact">
          <dt>{words.from}</dt>
          <dd>{from}</dd>
        </div>
        <div className="fact">
          <dt>{words.to}</dt>
          <dd>
            <b>{target.line}</b>
          </dd>
        </div>
      </dl>
      {target.hasParty ? (
        <label className="check-line">
          <input type="checkbox" name="whole" value="1" defaultChecked={Boolean(answer?.values['whole'])} />
          <span>{words.whole}</span>
        </label>
      ) : null}
      {told || wrong ? (
        <Refusal
          told={told?.told ?? { title: words.refused.moveTitle, text: '', instead: [], canOverride: true }}
          button={words.refused.moveButton}
          reason={answer?.values['reason']}
          error={wrong}
          words={words.refused}
        >
          <ul className="time-links">
            {told?.retry.map(({ label, href }) => (
              <li key={href}>
                <Link className="time-link" to={href}>
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </Refusal>
      ) : null}
      <p className="soft">{words.told}</p>
      <div className="desk-actions">
        <button className="button" type="submit">
          {words.confirm}
        </button>
        <Link className="button button-quiet" to={target.otherHref}>
          {words.other}
        </Link>
      </div>
    </DeskForm>
  )
}
