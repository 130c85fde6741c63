import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { users } from '../../db/tenant/schema/index.ts'
import { makeDesk } from '../../tests/support/make-desk.ts'
import { makeTeam, people } from '../../tests/support/make-team.ts'
import { minutes } from '../../tenants/durations.ts'
import { invitePage } from '../views/admin/invite-view.server.ts'
import { atDesk } from './desk.server.ts'

const { olga, maria, dora, ana } = people

/** What a loader throws. */
const thrown = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'nothing',
    (error: unknown) => error,
  )

test('who has not signed in is asked to, and comes back', async () => {
  const answer = await thrown(makeDesk(await makeTeam(), { userId: null, path: '/admin/staff?x=1' }))
  if (!(answer instanceof Response)) throw new Error('no redirect')
  expect(answer.headers.get('Location')).toBe('/sign-in?next=%2Fadmin%2Fstaff%3Fx%3D1')
})

test('a client who works nowhere is refused', async () => {
  const answer = await thrown(makeDesk(await makeTeam(), { userId: ana, path: '/admin' }))
  expect(answer).toMatchObject({ data: { code: 'forbidden' }, init: { status: 403 } })
})

test('what is well protected asks again who it is, and leads back', async () => {
  const team = await makeTeam()
  const ctx = await team.as(olga)
  const request = new Request(`${ctx.origin}/admin/staff/invite`)
  const later = { ...ctx, now: () => ctx.now() + minutes(11) }
  const answer = await thrown(
    atDesk(invitePage)({ context: { ctx: later, nonce: '', report: () => {} }, request, params: {} }),
  )
  if (!(answer instanceof Response)) throw new Error('no redirect')
  expect(answer.headers.get('Location')).toBe('/admin/confirm?next=%2Fadmin%2Fstaff%2Finvite')
})

test('the admin speaks the language of whoever works there', async () => {
  const team = await makeTeam()
  const { orm, write } = team.ctx.db
  await write([orm.update(users).set({ locale: 'bg' }).where(eq(users.id, dora))])
  expect((await makeDesk(team, { userId: dora, path: '/admin' })).locale).toBe('bg')
  expect((await makeDesk(team, { userId: olga, path: '/admin' })).locale).toBe('en')
})

test('what is a trainer’s own is shown to a trainer, and what is everybody’s is not', async () => {
  const desk = await makeDesk(await makeTeam(), { userId: maria, path: '/admin' })
  expect([desk.may('clients:view'), desk.mayAny('clients:view'), desk.may('staff:view')]).toEqual([
    true,
    false,
    false,
  ])
})

test('times of another year say which', async () => {
  const { ctx, when } = await makeDesk(await makeTeam(), { userId: olga, path: '/admin' })
  expect(when(ctx.now())).toMatch(/^Today \d\d:\d\d$/)
  expect(when(Date.UTC(2024, 0, 5, 8))).toBe('5 Jan 2024 10:00')
})
