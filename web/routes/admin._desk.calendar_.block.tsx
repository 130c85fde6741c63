import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SelectField } from '../components/access/select-field.tsx'
import { DateField } from '../components/admin/date-field.tsx'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { formFields } from '../components/admin/form-fields.ts'
import { PageHead } from '../components/admin/page-head.tsx'
import { Field } from '../components/field.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { blockAnswer, blockPage } from '../views/admin/calendar/block-view.server.ts'

export const loader = atDesk(blockPage)

export const action = atDesk(async (desk) => sendAnswer(await blockAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function BlockTime() {
  const { trainers, values, back, words, trainerLabel } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const field = formFields(values, refused)
  return (
    <>
      <PageHead title={words.title} intro={words.intro} back={back} />
      <DeskForm alert={refused?.message}>
        {trainers.length === 1 ? (
          <input type="hidden" name="trainerId" value={values.trainerId} />
        ) : (
          <SelectField {...field('trainerId')} label={trainerLabel} options={trainers} />
        )}
        <DateField {...field('on')} label={words.on} isRequired />
        <div className="block-times">
          <Field {...field('startsAt')} label={words.from} type="time" isRequired />
          <Field {...field('endsAt')} label={words.until} type="time" isRequired />
        </div>
        <Field
          {...field('reason')}
          label={words.reason}
          hint={words.reasonHint}
          optional={words.optional}
          maxLength={300}
          autoComplete="off"
        />
        <button className="button" type="submit">
          {words.button}
        </button>
      </DeskForm>
    </>
  )
}
