import { isWithin } from '../../../tenants/access/grants.ts'
import { isRoleKey } from '../../../tenants/access/built-in-roles.ts'
import { listRoles } from '../../../tenants/staff/list-roles.ts'
import { localize } from '../../../tenants/studio/localize.ts'
import type { Choice } from '../../components/admin/choice-list.tsx'
import type { Option } from '../../components/access/select-field.tsx'
import type { Desk } from '../../lib/desk.server.ts'
import { grantLines } from './grant-words.server.ts'
import { roleName } from './role-names.server.ts'

/** The roles that this person may give: those within their own. */
export async function roleChoices(desk: Desk): Promise<Choice[]> {
  const { texts } = desk.words('admin').roles
  const all = await listRoles(desk.ctx)
  return all
    .filter(({ grants }) => isWithin(grants, desk.staff.grants))
    .map(({ id, name, grants }) => ({
      value: id,
      label: roleName(desk, { role: id, roleName: name }),
      text: isRoleKey(id) ? texts[id] : grantLines(desk, grants).join(' · '),
    }))
}

/** The trainers somebody may be. */
export function trainerOptions({ catalogue, locale, studio }: Desk): Option[] {
  return catalogue.trainers.map(({ id, name }) => ({
    value: id,
    label: localize(name, locale, studio.defaultLocale),
  }))
}
