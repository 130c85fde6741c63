import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ChoiceList } from '../components/admin/choice-list.tsx'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { SelectField } from '../components/access/select-field.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { memberAnswer, memberChangePage } from '../views/admin/member-view.server.ts'

export const loader = atDesk(memberChangePage)

export const action = atDesk(async (desk) => sendAnswer(await memberAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ChangeStaffMember() {
  const { name, href, role, trainerId, roles, trainers, words } = useLoaderData<typeof loader>()
  const { errors = {}, values = {}, message } = useActionData<typeof action>() ?? {}
  return (
    <>
      <PageHead title={words.memberRole} intro={words.roleHint} back={{ href, label: name }} />
      <DeskForm alert={message}>
        <ChoiceList
          name="role"
          legend={words.role}
          choices={roles}
          defaultValue={values['role'] ?? role}
          error={errors['role']}
        />
        <SelectField
          name="trainerId"
          label={words.trainer}
          options={trainers}
          empty={words.noTrainer}
          hint={words.trainerHint}
          defaultValue={values['trainerId'] ?? trainerId}
          error={errors['trainerId']}
        />
        <button className="button" type="submit">
          {words.save}
        </button>
      </DeskForm>
    </>
  )
}
