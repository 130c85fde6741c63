import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { FieldList } from '../components/admin/field-list.tsx'
import { formFields } from '../components/admin/form-fields.ts'
import { PageHead } from '../components/admin/page-head.tsx'
import { SettingsTabs } from '../components/admin/setup/settings-tabs.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { settingsAnswer, settingsPage } from '../views/admin/setup/settings-view.server.ts'

export const loader = atDesk(settingsPage)

export const action = atDesk(async (desk) => sendAnswer(await settingsAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Settings() {
  const { edition, groups, languages, values, mayChange, words } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const field = formFields(values, refused)
  return (
    <>
      <PageHead title={words.title} intro={words.intro} />
      <SettingsTabs words={words} mayChange={mayChange} />
      <DeskForm
        className="desk-form setup-form"
        alert={refused?.message}
        meanwhile={refused?.meanwhile}
        edition={refused?.values['edition'] ?? edition}
      >
        {groups.map(({ key, title, text, fields }) => (
          <section className="panel setup-group" aria-labelledby={`group-${key}`} key={key}>
            <div>
              <h2 id={`group-${key}`}>{title}</h2>
              <p className="desk-intro">{text}</p>
            </div>
            <FieldList fields={fields} field={field} languages={languages} units={words.units} />
          </section>
        ))}
        {mayChange ? (
          <div className="setup-save">
            <button className="button" type="submit">
              {words.save}
            </button>
          </div>
        ) : null}
      </DeskForm>
    </>
  )
}
