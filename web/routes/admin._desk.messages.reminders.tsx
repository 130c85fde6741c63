import type { MetaFunction } from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { FieldList } from '../components/admin/field-list.tsx'
import { FilterBar } from '../components/admin/filter-bar.tsx'
import { formFields } from '../components/admin/form-fields.ts'
import { MessageTabs } from '../components/admin/message-tabs.tsx'
import { NoticeGrid } from '../components/admin/messages/notice-grid.tsx'
import { ReminderList } from '../components/admin/messages/reminder-list.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { SearchForm } from '../components/admin/search-form.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { remindersAnswer } from '../views/admin/messages/reminders-answer.server.ts'
import { remindersPage } from '../views/admin/messages/reminders-view.server.ts'

export const loader = atDesk(remindersPage)

export const action = atDesk(async (desk) => sendAnswer(await remindersAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Reminders() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { tabs, filters, service, mayChange, mayChangeQuiet, fields, clockFields, quietFields, words } = page
  const shared = { field: formFields(page.values, refused), languages: [], units: words.units }
  const isStudio = service === null
  return (
    <>
      <PageHead title={words.title} intro={words.intro} />
      <MessageTabs {...tabs} />
      {refused?.message ? (
        <p className="form-errors" role="alert">
          {refused.message}
        </p>
      ) : null}
      <SearchForm button={words.show}>
        <FilterBar filters={filters} clear={null} />
      </SearchForm>
      <ReminderList page={page} />
      {mayChange && (isStudio || service.hasOwn) ? (
        <section className="desk-section" aria-labelledby="add">
          <h2 className="desk-section-head" id="add">
            {words.addTitle}
          </h2>
          <Form method="post" className="preset-line" preventScrollReset>
            <input type="hidden" name="intent" value="preset" />
            {page.presets.map(({ value, label }) => (
              <button className="button button-quiet button-small" name="preset" value={value} key={value}>
                {label}
              </button>
            ))}
          </Form>
          <DeskForm className="desk-form reminder-form" key={page.reminders.length}>
            <FieldList fields={fields} {...shared} />
            <button className="button" name="intent" value="add">
              {words.add}
            </button>
          </DeskForm>
        </section>
      ) : null}
      {isStudio ? <NoticeGrid page={page} /> : null}
      {isStudio && mayChangeQuiet ? (
        <section className="desk-section" aria-labelledby="quiet">
          <h2 className="desk-section-head" id="quiet">
            {words.quietTitle}
          </h2>
          <p className="desk-intro">{words.quietText}</p>
          <DeskForm className="desk-form reminder-form">
            <FieldList fields={quietFields} {...shared} />
            <button className="button button-quiet" name="intent" value="quiet">
              {words.save}
            </button>
          </DeskForm>
        </section>
      ) : null}
      {isStudio && mayChange ? (
        <section className="desk-section" aria-labelledby="clock">
          <h2 className="desk-section-head" id="clock">
            {words.clockTitle}
          </h2>
          <DeskForm className="desk-form" edition={page.edition}>
            <input type="hidden" name="edition" value={page.edition} />
            <FieldList fields={clockFields} {...shared} />
            <button className="button button-quiet" name="intent" value="clock">
              {words.save}
            </button>
          </DeskForm>
        </section>
      ) : null}
    </>
  )
}
