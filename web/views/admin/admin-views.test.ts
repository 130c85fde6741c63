import { expect, test } from 'vitest'
import { insertAudit } from '../../../tenants/audit/insert-audit.ts'
import { builtInRoles } from '../../../tenants/access/built-in-roles.ts'
import { makeDesk } from '../../../tests/support/make-desk.ts'
import { makeTeam, people, type Team } from '../../../tests/support/make-team.ts'
import { auditPage } from './audit-view.server.ts'
import { clientAnswer, clientPage } from './client-view.server.ts'
import { eraseAnswer } from './erase-view.server.ts'
import { frameView } from './frame-view.server.ts'
import { grantLines } from './grant-words.server.ts'
import { memberAnswer } from './member-view.server.ts'
import { roleAnswer } from './roles-view.server.ts'
import { toastOf } from './toast.server.ts'

const { olga, oscar, martin, maria, dora } = people

const day = ['home', 'calendar', 'bookings', 'classes', 'clients', 'messages']
const offer = ['services', 'trainers', 'places', 'hours']
const studio = [...offer, 'policies', 'site', 'settings']
const you = ['profile', 'security']

const places = [
  ['the owner', olga, [...day, ...studio, 'data', 'staff', 'roles', 'keys', 'log', ...you]],
  ['a trainer', maria, [...day, ...offer, ...you]],
  ['the front desk', dora, [...day, ...studio, ...you]],
] as const

test.for(places)('%s is led only to what their role allows', async ([, userId, expected]) => {
  const { groups, bar, rest } = await frameView(await makeDesk(await makeTeam(), { userId, path: '/admin' }))
  expect(groups.flatMap((group) => group.places.map(({ key }) => key))).toEqual(expected)
  expect(bar.length).toBeLessThanOrEqual(4)
  expect([...bar, ...rest].map(({ key }) => key).toSorted()).toEqual(expected.toSorted())
})

test('a training copy says on every page that it is one; no other studio does', async () => {
  const desk = await makeDesk(await makeTeam(), { userId: maria, path: '/admin' })
  expect((await frameView(desk)).training).toBeNull()
  const copy = { ...desk, ctx: { ...desk.ctx, tenant: { ...desk.ctx.tenant, isCopy: true as const } } }
  expect((await frameView(copy)).training?.text).toContain('training copy')
})

test('a role in words leaves out what it does not allow', async () => {
  const desk = await makeDesk(await makeTeam(), { userId: olga, path: '/admin' })
  const lines = grantLines(desk, builtInRoles.trainer)
  expect(lines).toContain('Services and rooms: Sees all')
  expect(lines.filter((line) => /Settings|Staff|Data/.test(line))).toEqual([])
})

test('a new role is undone as the log knows it, and by nobody else', async () => {
  const team = await makeTeam()
  const path = `/admin/staff/${dora}/change`
  const change = async (userId: string, form: Record<string, string>) =>
    memberAnswer(await makeDesk(team, { userId, path, params: { user: dora }, form }))
  const roleNow = async () => (await team.readStaff()).get(dora)?.role
  const { location } = found(await change(olga, { role: 'manager', trainerId: '' }))
  const toast = toastOf(await makeDesk(team, { userId: olga, path: location }))
  expect(toast?.undo).toEqual({ action: path, fields: { intent: 'undo' } })

  // Whatever an address or a form says, only one's own change is taken back.
  await change(oscar, { intent: 'undo', role: 'owner' })
  expect(await roleNow()).toBe('manager')
  await change(olga, { intent: 'undo', role: 'owner' })
  expect(await roleNow()).toBe('front_desk')
  expect(toastOf(await makeDesk(team, { userId: olga, path: '/admin?done=toString' }))).toBeNull()
})

test('what a manager may not give is said in words, and nothing changes', async () => {
  const team = await makeTeam()
  const desk = await makeDesk(team, {
    userId: martin,
    path: `/admin/staff/${dora}/change`,
    params: { user: dora },
    form: { role: 'owner', trainerId: '' },
  })
  expect(await memberAnswer(desk)).toMatchObject({
    status: 403,
    message: expect.stringMatching(/more than yours/),
  })
  expect((await team.readStaff()).get(dora)?.role).toBe('front_desk')
})

test('a role that changes what it cannot see is told beside the area', async () => {
  const form = { name: 'Accountant', 'money.view': 'own', 'money.change': 'any' }
  const nothing = Object.fromEntries(
    Object.keys(builtInRoles.owner).flatMap((area) => [
      [`${area}.view`, 'none'],
      [`${area}.change`, 'none'],
    ]),
  )
  const desk = await makeDesk(await makeTeam(), {
    userId: olga,
    path: '/admin/roles/new',
    form: { ...nothing, ...form },
  })
  expect(await roleAnswer(desk)).toMatchObject({
    status: 422,
    errors: { 'grants.money.view': expect.any(String) },
    values: { name: 'Accountant', 'money.change': 'any' },
  })
})

test('the log says what changed, by whom, and keeps its filter from page to page', async () => {
  const team = await makeTeam()
  const { ctx } = team
  const entry = { actor: `staff:${olga}`, action: 'role.changed', subjectId: 'rol_1' }
  const [none, own] = [
    { view: 'none', change: 'none' },
    { view: 'own', change: 'none' },
  ]
  const rows = Array.from({ length: 51 }, () =>
    insertAudit(ctx, { ...entry, before: { grants: { money: none } }, after: { grants: { money: own } } }),
  )
  const [first, ...others] = rows
  if (first) await ctx.db.write([first, ...others])

  const page = await auditPage(
    await makeDesk(team, { userId: olga, path: '/admin/audit?what=role&from=junk' }),
  )
  expect(page.lines[0]).toMatchObject({
    what: 'Changed what a role may',
    who: 'Olga',
    changes: [{ field: 'Money: Sees', before: 'None', after: 'Own' }],
  })
  expect(page.filter).toMatchObject({ what: 'role', from: '' })
  const next = await auditPage(await makeDesk(team, { userId: olga, path: page.earlierHref ?? '' }))
  expect([page.lines.length, next.lines.length, next.earlierHref]).toEqual([50, 1, null])
  expect(next.newestHref).toBe('/admin/audit?what=role')
})

test('who looked at a client is shown to who may know, and a note is written there', async () => {
  const team = await makeTeam()
  const written = await clientAnswer(await atAna(team, { userId: dora, form: { text: 'Sore knee.' } }))
  expect(found(written).location).toContain('done=noteAdded')
  const seen = await clientPage(await atAna(team, { userId: dora }))
  expect([seen.notes.map(({ text }) => text), seen.looks, seen.eraseHref]).toEqual([
    ['Sore knee.'],
    null,
    null,
  ])

  const { looks, eraseHref } = await clientPage(await atAna(team, { userId: olga }))
  expect(looks?.map(({ who }) => who).toSorted()).toEqual(['Dora', 'Olga'])
  expect(eraseHref).toBe('/admin/clients/cli_ana/erase')
})

test('a client is forgotten only when their name was typed', async () => {
  const team = await makeTeam()
  const wrong = await eraseAnswer(await atAna(team, { userId: olga, form: { typed: 'ana' } }))
  expect(wrong).toMatchObject({ status: 422, errors: { typed: expect.any(String) } })
  const right = await eraseAnswer(await atAna(team, { userId: olga, form: { typed: ' ilieva ' } }))
  expect(found(right).location).toBe('/admin/clients/cli_ana?done=erased')
  expect(await clientPage(await atAna(team, { userId: olga }))).toMatchObject({
    name: 'Erased client',
    isErased: true,
    facts: [],
  })
})

type Asking = { userId: string; form?: Record<string, string> }

const atAna = (team: Team, asking: Asking) =>
  makeDesk(team, { ...asking, path: '/admin/clients/cli_ana', params: { client: 'cli_ana' } })

/** Where a form that was carried out leads. */
function found(answer: { location: string } | { status: number }): { location: string } {
  if (!('location' in answer)) throw new Error(`refused: ${JSON.stringify(answer)}`)
  return answer
}
