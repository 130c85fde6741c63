import { useActionData, useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { PostForm } from '../components/access/post-form.tsx'
import { AccountFrame } from '../components/account/account-frame.tsx'
import { NameFields } from '../components/account/name-fields.tsx'
import { SavedNote } from '../components/account/saved-note.tsx'
import { formHeaders, sendAnswer } from '../lib/form-answer.server.ts'
import { inAccount } from '../lib/person.server.ts'
import { familyAnswer, familyPage } from '../views/account/family-view.server.ts'

export const loader = inAccount(familyPage)

export const action = inAccount(async (person) => sendAnswer(await familyAnswer(person)))

export const headers = formHeaders

export const meta = accessMeta

export default function Family() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { family, words } = page
  const answerTo = (intent: string, id = '') =>
    answer?.values['intent'] === intent && answer.values['id'] === id ? answer : undefined
  return (
    <AccountFrame page={page}>
      <p>{words.text}</p>
      <SavedNote saved={page.saved} alert={answer?.message} />
      {family.length === 0 ? <p className="soft">{words.none}</p> : null}
      <ul className="family">
        {family.map(({ id, name, firstName, lastName, renameLabel, removeLabel }) => (
          <li className="family-member" key={id}>
            <p className="family-name">{name}</p>
            <details className="more" open={answerTo('change', id) ? true : undefined}>
              <summary className="more-title" aria-label={renameLabel}>
                {words.rename}
              </summary>
              <PostForm>
                <input type="hidden" name="id" value={id} />
                <NameFields
                  id={id}
                  words={words}
                  values={{ firstName, lastName }}
                  answer={answerTo('change', id)}
                />
                <button className="button" name="intent" value="change">
                  {words.save}
                </button>
              </PostForm>
            </details>
            <PostForm className="family-remove">
              <input type="hidden" name="id" value={id} />
              <button className="text-button" name="intent" value="remove" aria-label={removeLabel}>
                {words.remove}
              </button>
            </PostForm>
          </li>
        ))}
      </ul>
      <section className="account-part" aria-labelledby="add-title">
        <h2 className="account-part-title" id="add-title">
          {words.addTitle}
        </h2>
        <PostForm>
          <NameFields id="new" words={words} answer={answerTo('add')} />
          <button className="button button-large" name="intent" value="add">
            {words.add}
          </button>
        </PostForm>
      </section>
    </AccountFrame>
  )
}
