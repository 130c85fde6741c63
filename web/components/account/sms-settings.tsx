import type { SmsPart } from '../../views/account/sms-view.server.ts'
import { PostForm } from '../access/post-form.tsx'

/** Whether the studio may send somebody text messages. */
export function SmsSettings({ part, save }: { part: SmsPart; save: string }) {
  const { phone, isAgreed, isStopped, label, words } = part
  return (
    <section className="account-part" aria-labelledby="sms-title">
      <h2 className="account-part-title" id="sms-title">
        {words.title}
      </h2>
      <p>{phone ? `${words.to} ${phone}.` : words.noPhone}</p>
      {isStopped ? <p>{words.stopped}</p> : null}
      {phone ? (
        <PostForm>
          <label className="check">
            <input type="checkbox" name="sms" value="yes" defaultChecked={isAgreed} />
            <span>{label}</span>
          </label>
          <button className="button" name="intent" value="sms">
            {save}
          </button>
        </PostForm>
      ) : null}
    </section>
  )
}
