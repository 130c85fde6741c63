import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { PostForm } from '../components/access/post-form.tsx'
import { AccountFrame } from '../components/account/account-frame.tsx'
import { PushSettings } from '../components/account/push-settings.tsx'
import { SavedNote } from '../components/account/saved-note.tsx'
import { SmsSettings } from '../components/account/sms-settings.tsx'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { inAccount } from '../lib/person.server.ts'
import { notificationsAnswer, notificationsPage } from '../views/account/notifications-view.server.ts'

export const loader = inAccount(notificationsPage)

export const action = inAccount(async (person) => sendAnswer(await notificationsAnswer(person)))

export const headers = formHeaders

export const meta = accessMeta

export default function Notifications() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { choices, push, sms, words } = page
  return (
    <AccountFrame page={page}>
      <p>{words.text}</p>
      <SavedNote saved={page.saved} alert={answer?.message} />
      <PostForm>
        <fieldset className="account-choices">
          <legend className="field-label">{words.channel}</legend>
          {choices.map(({ name, label, isWanted }) => (
            <label className="check" key={name}>
              <input type="checkbox" name={name} value="yes" defaultChecked={isWanted} />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
        <button className="button button-large" type="submit">
          {words.save}
        </button>
      </PostForm>
      {sms ? <SmsSettings part={sms} save={words.save} /> : null}
      {push ? <PushSettings part={push} save={words.save} answer={answer} /> : null}
    </AccountFrame>
  )
}
