import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { FieldList } from '../components/admin/field-list.tsx'
import { formFields } from '../components/admin/form-fields.ts'
import { PageHead } from '../components/admin/page-head.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { groupAnswer, groupPage } from '../views/admin/clients/groups-view.server.ts'

export const loader = atDesk(groupPage)

export const action = atDesk(async (desk) => sendAnswer(await groupAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ClientGroup() {
  const { title, back, others, fields, values, languages, units, words } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <>
      <PageHead title={title} back={back} />
      <DeskForm alert={refused?.message}>
        <FieldList fields={fields} field={formFields(values, refused)} languages={languages} units={units} />
        {others ? <p className="soft">{others}</p> : null}
        <button className="button" type="submit">
          {words.save}
        </button>
      </DeskForm>
      <section className="desk-section" aria-labelledby="delete">
        <h2 className="desk-section-head" id="delete">
          {words.delete}
        </h2>
        <p className="desk-intro">{words.deleteHint}</p>
        <DeskForm className="data-actions">
          <button className="button button-quiet button-warns" name="intent" value="delete">
            {words.delete}
          </button>
        </DeskForm>
      </section>
    </>
  )
}
