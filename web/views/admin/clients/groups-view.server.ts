import { changeClientGroup } from '../../../../tenants/clients/change-client-group.ts'
import type { ClientGroupInput } from '../../../../tenants/clients/client-group-input.ts'
import { createClientGroup } from '../../../../tenants/clients/create-client-group.ts'
import { deleteClientGroup } from '../../../../tenants/clients/delete-client-group.ts'
import { getClientGroup } from '../../../../tenants/clients/get-client-group.ts'
import { listClientGroups, type ClientGroup } from '../../../../tenants/clients/list-client-groups.ts'
import { isAppError } from '../../../../tenants/errors.ts'
import { invalidFields } from '../../../../tenants/parse-input.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { fieldViews, readFields, valuesOf, type FieldSpec, type Kept } from '../form-spec.server.ts'
import { languagesOf, typedIn } from '../form-values.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'
import { clientsPath } from './client-paths.server.ts'

const HERE = `${clientsPath}/groups`

/** How many days ahead its clients book whatever has no window of its own in the group. */
const inDays = ({ windows }: Pick<ClientGroup, 'windows'>) =>
  windows.find(
    ({ serviceId, windowKind }) =>
      serviceId === null && (windowKind === 'calendar_days' || windowKind === 'rolling'),
  )

/** The groups of clients for whom some rules differ, and a form for one more. */
export async function groupsPage(desk: Desk) {
  const { ctx, mayAny, say, text, words } = desk
  const labels = words('deskClients').groups
  const mayChange = mayAny('settings:change')
  const groups = await listClientGroups(ctx)
  return {
    ...formOf(desk, {}),
    pageTitle: titleOf(desk, labels.title),
    back: { href: clientsPath, label: words('admin').clients.title },
    groups: groups.map((group) => ({
      id: group.id,
      name: text(group.name),
      members: say('say.groupMembers', { count: group.members }),
      membersHref: withQuery(clientsPath, { group: group.id }),
      ahead: aheadOf(desk, group),
      href: mayChange ? `${HERE}/${group.id}` : null,
    })),
    mayChange,
    words: labels,
  }
}

/** One of them, to be changed. */
export async function groupPage(desk: Desk) {
  const { ctx, params, text, words } = desk
  const labels = words('deskClients').groups
  const group = await getClientGroup(ctx, { clientGroupId: params['group'] ?? '' }, 'settings:change')
  return {
    ...formOf(desk, { name: group.name, windowDays: inDays(group)?.windowDays }),
    pageTitle: titleOf(desk, text(group.name)),
    title: text(group.name),
    back: { href: HERE, label: labels.title },
    /** Windows of single services, or of another sort, which only the API sets: they stay. */
    others: group.windows.some((window) => window !== inDays(group)) ? labels.others : '',
    words: { ...labels, save: words('admin').desk.save },
  }
}

function aheadOf({ say, words }: Desk, group: ClientGroup): string {
  const window = inDays(group)
  if (window) return say('say.groupAhead', { count: window.windowDays })
  return group.windows.length > 0 ? words('deskClients').groups.someAhead : ''
}

const specs: FieldSpec[] = [
  { name: 'name', kind: 'localized', isRequired: true, maxLength: 120 },
  { name: 'windowDays', kind: 'number' },
]

function formOf(desk: Desk, kept: Kept) {
  const { name, windowDays, windowDaysHint } = desk.words('deskClients').groups
  const words = { name: { label: name }, windowDays: { label: windowDays, hint: windowDaysHint } }
  return {
    fields: fieldViews(desk, specs, words),
    values: valuesOf(desk, specs, kept),
    languages: languagesOf(desk),
    units: desk.words('admin').forms.units,
  }
}

/** Makes a group. */
export async function newGroupAnswer(desk: Desk): Promise<FormAnswer> {
  const { name, windowDays, said } = await readTyped(desk)
  return mend<FormAnswer>(desk, said, async () => {
    await byDays(createClientGroup(desk.ctx, { name, windows: windowsWith([], windowDays) }))
    return { location: donePath(HERE, 'groupMade') }
  })
}

/** Changes a group, or dissolves it. */
export async function groupAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, params } = desk
  const clientGroupId = params['group'] ?? ''
  const { windows } = await getClientGroup(ctx, { clientGroupId }, 'settings:change')
  const { name, windowDays, said, intent } = await readTyped(desk)
  return mend<FormAnswer>(desk, said, async () => {
    if (intent === 'delete') {
      await deleteClientGroup(ctx, { clientGroupId })
      return { location: donePath(HERE, 'groupDeleted') }
    }
    await byDays(changeClientGroup(ctx, { clientGroupId, name, windows: windowsWith(windows, windowDays) }))
    return { location: donePath(HERE, 'saved') }
  })
}

type Windows = NonNullable<ClientGroupInput['windows']>

/** The windows there are, with so many days ahead for all services; none: as the services say. */
function windowsWith(windows: ClientGroup['windows'], windowDays: number | null): Windows {
  const known = inDays({ windows })
  const others = windows.filter((one) => one !== known)
  // Of another sort, it was not shown: with so many days it gives way.
  if (windowDays === null) return others
  const ofServices = others.filter(({ serviceId }) => serviceId !== null)
  return [...ofServices, { windowKind: 'calendar_days', ...known, serviceId: null, windowDays }]
}

async function readTyped(desk: Desk) {
  const form = await readForm(desk.request)
  const values = typedIn(form, valuesOf(desk, specs, {}))
  const { name, windowDays } = readFields(desk, specs, values)
  const { errors } = desk.words('deskClients').groups
  return {
    // Of another sort than the verb takes, it says so.
    name: name as ClientGroupInput['name'],
    windowDays: windowDays as number | null,
    said: { errors, values },
    intent: form.text('intent'),
  }
}

/** What is wrong with its window is said of the one field it has here. */
async function byDays(work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!isAppError(error, 'invalid_input')) throw error
    const errors = (error.details.errors ?? []).map((one) =>
      one.path.startsWith('windows.') ? { ...one, path: 'windowDays' } : one,
    )
    throw invalidFields(errors)
  }
}
