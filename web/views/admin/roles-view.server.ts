import { ALL_GRANTS, isRoleKey } from '../../../tenants/access/built-in-roles.ts'
import { areas, isWithin, reaches, toGrants, type Area, type Grants } from '../../../tenants/access/grants.ts'
import { requireFresh } from '../../../tenants/access/require-fresh.ts'
import { AppError } from '../../../tenants/errors.ts'
import { changeRole } from '../../../tenants/staff/change-role.ts'
import { createRole } from '../../../tenants/staff/create-role.ts'
import { deleteRole } from '../../../tenants/staff/delete-role.ts'
import { listRoles, type RoleView } from '../../../tenants/staff/list-roles.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { FormAnswer } from '../../lib/form-answer.server.ts'
import { readForm, type SentForm } from '../../lib/read-form.server.ts'
import { allowedIn } from './grant-words.server.ts'
import { mend } from './mend.server.ts'
import { titleOf } from './page-title.server.ts'
import { roleName } from './role-names.server.ts'
import { donePath } from './toast.server.ts'

/** All roles, and what each may see and change: a row for each area, a column for each role. */
export async function rolesPage(desk: Desk) {
  const { ctx, words } = desk
  const labels = words('admin').roles
  const all = await listRoles(ctx)
  return {
    pageTitle: titleOf(desk, labels.title),
    roles: all.map((role) => roleCard(desk, role)),
    rows: areas.map((area) => ({
      area,
      name: labels.areas[area],
      cells: all.map(({ id, name, grants }) => {
        const allowed = allowedIn(grants[area])
        return {
          id,
          role: roleName(desk, { role: id, roleName: name }),
          allowed,
          text: labels.allowed[allowed],
        }
      }),
    })),
    mayShape: mayShape(desk),
    words: labels,
  }
}

/** Only who may do everything shapes what others may. */
const mayShape = ({ staff }: Desk): boolean => isWithin(ALL_GRANTS, staff.grants)

function roleCard(desk: Desk, { id, name, isBuiltIn, members }: RoleView) {
  return {
    id,
    name: roleName(desk, { role: id, roleName: name }),
    text: isRoleKey(id) ? desk.words('admin').roles.texts[id] : '',
    isBuiltIn,
    people: desk.say('say.members', { count: members }),
    href: `/admin/roles/${id}`,
  }
}

/** For owners, the form for a role of the studio's own: a new one, which may begin as another is, or one there is. */
export async function rolePage(desk: Desk) {
  const { ctx, params, url, words } = desk
  if (!mayShape(desk)) throw new AppError('forbidden', 'Only owners can do this.', { reason: 'owners_only' })
  requireFresh(ctx)
  const labels = words('admin').roles
  const all = await listRoles(ctx)
  const id = params['role']
  const role = id === undefined ? undefined : findOwn(all, id)
  const from = all.find((one) => one.id === url.searchParams.get('from'))
  const title = role?.name ?? labels.newTitle
  return {
    pageTitle: titleOf(desk, title),
    title,
    name: role?.name ?? '',
    people: role ? desk.say('say.members', { count: role.members }) : '',
    isNew: role === undefined,
    canDelete: role !== undefined && role.members === 0,
    from: from?.id ?? '',
    templates: all.map((one) => ({
      value: one.id,
      label: roleName(desk, { role: one.id, roleName: one.name }),
    })),
    areas: areaFields(desk, role?.grants ?? from?.grants ?? toGrants({})),
    reaches: reaches.map((reach) => ({ value: reach, label: labels.reach[reach] })),
    words: { ...labels, save: words('admin').desk.save, areaNames: labels.areas },
  }
}

function findOwn(all: readonly RoleView[], id: string): RoleView {
  const role = all.find((one) => one.id === id && !one.isBuiltIn)
  if (!role) throw new AppError('not_found', 'There is no such role of the studio’s own.')
  return role
}

export type AreaField = { area: Area; name: string; view: string; change: string }

/** An area each, with how far looking and changing go. */
export function areaFields({ words }: Pick<Desk, 'words'>, grants: Grants): AreaField[] {
  const names = words('admin').roles.areas
  return areas.map((area) => ({ area, name: names[area], ...grants[area] }))
}

/** What was chosen, as the verbs take it; they say what is wrong with it. */
export function readGrants(form: SentForm): Grants {
  // The verbs refuse whatever is no reach.
  return Object.fromEntries(
    areas.map((area) => [area, { view: form.text(`${area}.view`), change: form.text(`${area}.change`) }]),
  ) as Grants
}

/** Makes a role, changes it, or does away with it. */
export async function roleAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, params, request, words } = desk
  const form = await readForm(request)
  const name = form.text('name')
  const roleId = params['role']
  const said = words('admin')
  const errors = { ...said.team.errors, ...said.roles.errors, ...grantErrors(said.roles.errors.grants) }
  const values = { name, ...chosen(form) }
  return mend(desk, { errors, values }, async () => {
    if (form.text('intent') === 'delete') {
      await deleteRole(ctx, { roleId: roleId ?? '' })
      return { location: donePath('/admin/roles', 'roleDeleted') }
    }
    const grants = readGrants(form)
    if (roleId === undefined) await createRole(ctx, { name, grants })
    else await changeRole(ctx, { roleId, name, grants })
    return { location: donePath('/admin/roles', roleId === undefined ? 'roleMade' : 'roleChanged') }
  })
}

/** The same words for whichever area it is. */
export function grantErrors(text: string): Record<string, string> {
  return Object.fromEntries(
    areas.flatMap((area) => [
      [`grants.${area}.view`, text],
      [`grants.${area}.change`, text],
      [`grants.${area}`, text],
    ]),
  )
}

export const chosen = (form: SentForm): Record<string, string> =>
  Object.fromEntries(
    areas.flatMap((area) =>
      ['view', 'change'].map((level) => [`${area}.${level}`, form.text(`${area}.${level}`)] as const),
    ),
  )
