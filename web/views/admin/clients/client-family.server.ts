import { addMember } from '../../../../tenants/clients/family/add-member.ts'
import { changeMember } from '../../../../tenants/clients/family/change-member.ts'
import { removeMember } from '../../../../tenants/clients/family/remove-member.ts'
import type { ClientRecord } from '../../../../tenants/clients/get-client-record.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { SentForm } from '../../../lib/read-form.server.ts'
import type { Done } from '../toast.server.ts'

/** Whom a client books for; with what to say of them where it may be changed. */
export function familyOf({ may, say, words }: Desk, { client, family }: ClientRecord) {
  const { errors: _errors, ...labels } = words('clientPages').family
  return {
    members: family.map(({ id, firstName, lastName }) => {
      const name = `${firstName} ${lastName}`.trim()
      return { id, name, firstName, lastName, changeLabel: say('say.changeMember', { name }) }
    }),
    mayChange: may('clients:change') && client.erasedAt === null,
    labels,
  }
}

/** What is done to a family on a client's page, by the form's `intent`, and what is said of it. */
export const familyDeeds: Record<
  string,
  { done: Done; run: (desk: Desk, form: SentForm, clientId: string) => Promise<unknown> }
> = {
  family_add: {
    done: 'familyAdded',
    run: ({ ctx }, form, clientId) => addMember(ctx, { clientId, ...nameIn(form) }),
  },
  family_change: {
    done: 'familyChanged',
    run: ({ ctx }, form, clientId) =>
      changeMember(ctx, { clientId, dependentId: form.text('member'), ...nameIn(form) }),
  },
  family_remove: {
    done: 'familyRemoved',
    run: ({ ctx }, form, clientId) => removeMember(ctx, { clientId, dependentId: form.text('member') }),
  },
}

const nameIn = (form: SentForm) => ({ firstName: form.text('firstName'), lastName: form.text('lastName') })
