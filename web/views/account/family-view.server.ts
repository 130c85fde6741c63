import { addDependent } from '../../../tenants/account/add-dependent.ts'
import { changeDependent } from '../../../tenants/account/change-dependent.ts'
import { listDependents } from '../../../tenants/account/list-dependents.ts'
import { removeDependent } from '../../../tenants/account/remove-dependent.ts'
import { carryOut, type FormAnswer } from '../../lib/form-answer.server.ts'
import type { Person } from '../../lib/person.server.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { accountFrame } from './account-frame.server.ts'

/** Whom somebody books for, each with a form of their own, and one for somebody new. */
export async function familyPage(person: Person) {
  const { ctx, say, url, words } = person
  const labels = words('accountFamily')
  const { firstName, lastName } = words('details')
  const { save, saved } = words('account')
  const family = await listDependents(ctx)
  return {
    ...accountFrame(person, { title: labels.title, current: 'family' }),
    saved: url.searchParams.has('saved') ? saved : '',
    family: family.map((one) => {
      const name = `${one.firstName} ${one.lastName}`
      return {
        ...one,
        name,
        renameLabel: say('say.renameOf', { name }),
        removeLabel: say('say.removeOf', { name }),
      }
    }),
    words: { ...labels, firstName, lastName, save },
  }
}

export type FamilyPage = Awaited<ReturnType<typeof familyPage>>

export async function familyAnswer(person: Person): Promise<FormAnswer> {
  const { ctx, path, request, words } = person
  const form = await readForm(request)
  const [intent, dependentId] = [form.text('intent'), form.text('id')]
  const name = { firstName: form.text('firstName'), lastName: form.text('lastName') }
  const { nameMissing, nameWrong, hasBookings, tooMany } = words('accountFamily')
  const fields = {
    firstName: nameWrong,
    lastName: nameWrong,
    'firstName.required': nameMissing,
    'lastName.required': nameMissing,
  }
  const { emailTaken } = words('account')
  const messages = { conflict: intent === 'remove' ? hasBookings : emailTaken, not_allowed: tooMany }
  const values = { ...name, intent, id: dependentId }
  return carryOut(person, { fields, messages, values }, async () => {
    if (intent === 'remove') await removeDependent(ctx, { dependentId })
    else if (intent === 'change') await changeDependent(ctx, { dependentId, ...name })
    else await addDependent(ctx, name)
    return { location: path('/account/family?saved=1') }
  })
}
