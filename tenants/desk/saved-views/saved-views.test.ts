import { expect, test } from 'vitest'
import { failureOf } from '../../../tests/support/failure-of.ts'
import { signInPerson } from '../../../tests/support/make-account.ts'
import { makeTenant, type TestTenant } from '../../../tests/support/make-tenant.ts'
import { staffActor } from '../../../tests/support/staff-actor.ts'
import { ALL_GRANTS } from '../../access/built-in-roles.ts'
import { deleteView } from './delete-view.ts'
import { listViews } from './list-views.ts'
import { saveView } from './save-view.ts'

const owner = { role: 'owner', roleName: '', grants: ALL_GRANTS, trainerId: null } as const

async function signInStaff(studio: TestTenant, email: string) {
  const ctx = await signInPerson(studio, { email })
  return { ...ctx, login: { ...ctx.login, staff: owner } }
}

const place = 'bookings'

test('views are kept for one person and one list, by name', async () => {
  const studio = await makeTenant()
  const [ana, boris] = [await signInStaff(studio, 'ana@x.test'), await signInStaff(studio, 'boris@x.test')]
  const today = await saveView(ana, { place, name: ' Today ', query: 'when=upcoming' })
  await saveView(ana, { place, name: 'Missed', query: 'status=no_show' })
  await saveView(ana, { place: 'clients', name: 'New', query: '' })
  expect((await listViews(ana, { place })).map(({ name }) => name)).toEqual(['Missed', 'Today'])
  expect(await listViews(boris, { place })).toEqual([])

  expect(await saveView(ana, { place, name: 'Today', query: 'when=past' })).toEqual({
    ...today,
    query: 'when=past',
  })
  expect(await listViews(ana, { place })).toHaveLength(2)
  await deleteView(boris, { viewId: today.id })
  expect(await listViews(ana, { place })).toHaveLength(2)
  await deleteView(ana, { viewId: today.id })
  expect((await listViews(ana, { place })).map(({ name }) => name)).toEqual(['Missed'])
})

test('there is room for thirty, and one that is there can be changed all the same', async () => {
  const studio = await makeTenant()
  const ana = await signInStaff(studio, 'ana@x.test')
  for (let index = 0; index < 30; index++) await saveView(ana, { place, name: `View ${index}`, query: '' })
  expect(await failureOf(saveView(ana, { place, name: 'One more', query: '' }))).toBe('conflict')
  expect(await failureOf(saveView(ana, { place, name: 'View 3', query: 'q=ana' }))).toBe('done')
  expect(await failureOf(saveView(ana, { place, name: '  ', query: '' }))).toBe('invalid_input')
})

test('views are for people who work here, not for programs', async () => {
  const studio = await makeTenant()
  const program = studio.makeContext({ actor: staffActor })
  const client = await signInPerson(studio)
  expect(await failureOf(listViews(program, { place }))).toBe('unauthorized')
  expect(await failureOf(saveView(client, { place, name: 'x', query: '' }))).toBe('forbidden')
  expect(await failureOf(deleteView(client, { viewId: 'viw_x' }))).toBe('forbidden')
})
