import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ChoiceList } from '../components/admin/choice-list.tsx'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { SelectField } from '../components/access/select-field.tsx'
import { Field } from '../components/field.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { inviteAnswer, invitePage } from '../views/admin/invite-view.server.ts'

export const loader = atDesk(invitePage)

export const action = atDesk(async (desk) => sendAnswer(await inviteAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function InviteStaff() {
  const { roles, trainers, begun, words } = useLoaderData<typeof loader>()
  const { errors = {}, values = {}, message } = useActionData<typeof action>() ?? {}
  const [firstError] = Object.keys(errors)
  return (
    <>
      <PageHead
        title={words.inviteTitle}
        intro={words.inviteIntro}
        back={{ href: '/admin/staff', label: words.title }}
      />
      <DeskForm alert={message}>
        <Field
          name="name"
          label={words.name}
          hint={words.nameHint}
          autoComplete="off"
          maxLength={160}
          defaultValue={values['name'] ?? begun.name}
          error={errors['name']}
          isRequired
          isFirstError={firstError === undefined || firstError === 'name'}
        />
        <Field
          name="email"
          type="email"
          label={words.email}
          autoComplete="off"
          defaultValue={values['email']}
          error={errors['email']}
          isRequired
          isFirstError={firstError === 'email'}
        />
        <ChoiceList
          name="role"
          legend={words.role}
          choices={roles}
          defaultValue={values['role'] ?? begun.role}
          error={errors['role']}
        />
        <SelectField
          name="trainerId"
          label={words.trainer}
          options={trainers}
          empty={words.noTrainer}
          hint={words.trainerHint}
          defaultValue={values['trainerId'] ?? begun.trainerId}
          error={errors['trainerId']}
        />
        <button className="button" type="submit">
          {words.inviteButton}
        </button>
      </DeskForm>
    </>
  )
}
