import type { MetaFunction } from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { Empty } from '../components/admin/empty.tsx'
import { FieldList } from '../components/admin/field-list.tsx'
import { formFields } from '../components/admin/form-fields.ts'
import { PageHead } from '../components/admin/page-head.tsx'
import { SettingsTabs } from '../components/admin/setup/settings-tabs.tsx'
import { Cell, Row, RowHead, Table } from '../components/admin/table.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { limitsAnswer, limitsPage } from '../views/admin/setup/limits-view.server.ts'

export const loader = atDesk(limitsPage)

export const action = atDesk(async (desk) => sendAnswer(await limitsAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Limits() {
  const { limits, mayChange, fields, languages, values, words } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <>
      <PageHead title={words.title} intro={words.intro} />
      <SettingsTabs words={words} mayChange={mayChange} />
      {limits.length === 0 ? <Empty title={words.none} text={words.noneText} /> : null}
      {limits.length > 0 ? (
        <Table caption={words.title} columns={[words.who, words.most, '']}>
          {limits.map(({ id, who, most }) => (
            <Row key={id}>
              <RowHead>{who}</RowHead>
              <Cell label={words.most}>{most}</Cell>
              <Cell>
                {mayChange ? (
                  <Form method="post" className="row-actions" preventScrollReset>
                    <input type="hidden" name="id" value={id} />
                    <button
                      className="button button-quiet button-small button-warns"
                      name="intent"
                      value="delete"
                    >
                      {words.delete}
                      <span className="visually-hidden"> {who}</span>
                    </button>
                  </Form>
                ) : null}
              </Cell>
            </Row>
          ))}
        </Table>
      ) : null}
      {mayChange ? (
        <section className="desk-section" aria-labelledby="new">
          <h2 className="desk-section-head" id="new">
            {words.newTitle}
          </h2>
          {/* Empty again after each. */}
          <DeskForm className="desk-form setup-form" key={limits.length} alert={refused?.message}>
            <FieldList
              fields={fields}
              field={formFields(values, refused)}
              languages={languages}
              units={words.units}
            />
            <button className="button" type="submit">
              {words.make}
            </button>
          </DeskForm>
        </section>
      ) : null}
    </>
  )
}
