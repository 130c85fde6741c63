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
import { remindersPage, type RemindersPage } from '../views/admin/messages/reminders-view.server.ts'

export const loader = atDesk(remindersPage)

export const action = atDesk(async (desk) => sendAnswer(await remindersAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Reminders() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { tabs, filters, service, mayChange, mayChangeQuiet, fields, quiet, clock, words } = page
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
          <SettingsForm form={quiet} intent="quiet" className="desk-form reminder-form" words={words} />
        </section>
      ) : null}
      {isStudio && mayChange ? (
        <section className="desk-section" aria-labelledby="clock">
          <h2 className="desk-section-head" id="clock">
            {words.clockTitle}
          </h2>
          <SettingsForm form={clock} intent="clock" className="desk-form" words={words} />
        </section>
      ) : null}
    </>
  )
}

type SettingsFormProps = {
  form: { fields: RemindersPage['fields']; values: RemindersPage['values']; edition: string }
  intent: string
  className: string
  words: Pick<RemindersPage['words'], 'units' | 'save'>
}

/** One of the page's forms about what two may edit at once. */
function SettingsForm({ form, intent, className, words }: SettingsFormProps) {
  const answer = useActionData<typeof action>()
  // What came back may be about another form.
  const isAbout = Object.keys(form.values).some((name) => answer?.values[name] !== undefined)
  const refused = isAbout ? answer : undefined
  const field = formFields(form.values, refused)
  return (
    <DeskForm
      className={className}
      edition={refused?.values['edition'] ?? form.edition}
      meanwhile={refused?.meanwhile}
    >
      <FieldList fields={form.fields} field={field} languages={[]} units={words.units} />
      <button className="button button-quiet" name="intent" value={intent}>
        {words.save}
      </button>
    </DeskForm>
  )
}
