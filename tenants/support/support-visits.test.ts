import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditLog, supportVisits } from '../../db/tenant/schema/index.ts'
import { makeTeam, people, refusal } from '../../tests/support/make-team.ts'
import { actAs } from '../access/act-as.ts'
import { areas, toGrants } from '../access/grants.ts'
import { changeMe } from '../access/change-me.ts'
import { changePassword } from '../access/change-password.ts'
import { beginTotp } from '../access/factors/begin-totp.ts'
import { beginAddPasskey } from '../access/passkeys/begin-add-passkey.ts'
import { listAudit } from '../audit/list-audit.ts'
import { createFeed } from '../calendar-feeds/create-feed.ts'
import { createTag } from '../clients/tags/create-tag.ts'
import { exportClients } from '../clients/export-clients.ts'
import type { TenantContext } from '../context.ts'
import { listViews } from '../desk/saved-views/list-views.ts'
import { saveView } from '../desk/saved-views/save-view.ts'
import { beginDownload } from '../downloads/begin-download.ts'
import { hours } from '../durations.ts'
import { exportClient } from '../privacy/export-client.ts'
import { createApiKey } from '../staff/create-api-key.ts'
import { inviteStaff } from '../staff/invite-staff.ts'
import { createEndpoint } from '../webhooks/create-endpoint.ts'
import { endVisit } from './end-visit.ts'
import { findVisit } from './find-visit.ts'
import { letVisitChange } from './let-visit-change.ts'
import { listVisits } from './list-visits.ts'
import { CHANGE_GRANTS, LOOK_GRANTS } from './support-grants.ts'
import { makeSupportSecret } from './support-secret.ts'

/** A studio with its team, and Olivia of the platform's, who is in it for an hour. */
async function makeVisit() {
  const team = await makeTeam()
  const owner = await team.as(people.olga)
  const { secret, hash } = await makeSupportSecret()
  const now = owner.now()
  const row = {
    id: 'vis_one',
    operator: 'operator:usr_olivia',
    operatorName: 'Olivia',
    reason: 'Ticket 4711',
    secretHash: hash,
    createdAt: now,
    enteredAt: now,
    expiresAt: now + hours(1),
  }
  await owner.db.write([owner.db.orm.insert(supportVisits).values(row)])
  const enter = async (): Promise<TenantContext | null> => {
    const login = await findVisit(owner, secret)
    return login && { ...owner, login, actor: actAs(login, 'desk') }
  }
  const support = await enter()
  if (!support) throw new Error('The visit is not open.')
  return { ...team, owner, support, enter, visitId: row.id }
}

test('support looks at all but what takes data out, and may change nothing', () => {
  for (const area of areas) {
    expect([area, LOOK_GRANTS[area]]).toEqual([
      area,
      { view: area === 'data' ? 'none' : 'any', change: 'none' },
    ])
  }
  for (const area of ['staff', 'data', 'money', 'reports'] as const) {
    expect([area, CHANGE_GRANTS[area].change]).toEqual([area, 'none'])
  }
})

const forbidden: Record<string, (ctx: TenantContext) => Promise<unknown>> = {
  'change a password': (ctx) =>
    changePassword(ctx, { currentPassword: 'x', newPassword: 'eleven blue herons' }),
  'change a name': (ctx) => changeMe(ctx, { name: 'Mallory' }),
  'set up a second factor': (ctx) => beginTotp(ctx),
  'add a passkey': (ctx) => beginAddPasskey(ctx),
  'make a key': (ctx) => createApiKey(ctx, { name: 'Mine', grants: toGrants({ bookings: 'any none' }) }),
  'invite somebody': (ctx) => inviteStaff(ctx, { email: 'm@example.test', name: 'Mallory', role: 'manager' }),
  'export the list of clients': (ctx) => exportClients(ctx),
  'export a person': (ctx) => exportClient(ctx, { clientId: 'cli_elena' }),
  'take the whole studio': (ctx) => beginDownload(ctx),
  'have changes told elsewhere': (ctx) =>
    createEndpoint(ctx, { url: 'https://hooks.example.com/', events: ['booking.created'] }),
  'subscribe to a calendar': (ctx) => createFeed(ctx, { trainerId: 'trn_maria', label: '' }),
  'keep a view': (ctx) => saveView(ctx, { place: 'bookings', name: 'Mine', query: '' }),
  'let itself change things': (ctx) => letVisitChange(ctx, { visitId: 'vis_one', mayChange: true }),
}

test.each(Object.keys(forbidden))('OPS-09: support may not %s, whatever an owner allows', async (what) => {
  const { support, owner, enter, visitId } = await makeVisit()
  const deed = forbidden[what] ?? (() => Promise.resolve())
  expect(await refusal(deed(support))).toContain('forbidden')
  await letVisitChange(owner, { visitId, mayChange: true })
  const allowed = await enter()
  expect(allowed?.login?.visit?.mayChange).toBe(true)
  expect(await refusal(deed(allowed ?? support))).toContain('forbidden')
})

test('an owner lets support change things, and takes it back; what it did has its name', async () => {
  const { support, owner, enter, visitId } = await makeVisit()
  const tag = (ctx: TenantContext | null) => createTag(ctx ?? support, { name: 'VIP' })
  expect(await refusal(tag(support))).toContain('forbidden')
  await letVisitChange(owner, { visitId, mayChange: true })
  await tag(await enter())
  await letVisitChange(owner, { visitId, mayChange: false })
  expect(await refusal(tag(await enter()))).toContain('forbidden')

  const { entries } = await listAudit(owner, { actor: 'usr_olivia' })
  expect(entries).toMatchObject([
    { action: 'tag.created', actor: 'operator:usr_olivia', actorName: 'Olivia' },
  ])
  const [decided] = await owner.db.read([
    owner.db.orm.select({ action: auditLog.action }).from(auditLog).where(eq(auditLog.subjectId, visitId)),
  ])
  expect(decided.map(({ action }) => action)).toEqual(['support.changes_allowed', 'support.changes_ended'])
})

test('only an owner lets support change things; a manager may end the visit', async () => {
  const { as, enter, visitId } = await makeVisit()
  const manager = await as(people.martin)
  expect(await refusal(letVisitChange(manager, { visitId, mayChange: true }))).toContain('owner_only')
  expect(await listVisits(manager)).toMatchObject([
    { operatorName: 'Olivia', isOpen: true, mayChange: false },
  ])

  await endVisit(manager, { visitId })
  expect(await enter()).toBeNull()
  expect(await refusal(endVisit(manager, { visitId }))).toContain('not_found')
  expect(await listVisits(manager)).toMatchObject([{ isOpen: false }])
})

test('support has no views of its own, and lists work without', async () => {
  const { support } = await makeVisit()
  expect(await listViews(support, { place: 'bookings' })).toEqual([])
})

test('a studio one version behind has had no visits', async () => {
  const { owner } = await makeVisit()
  expect(await listVisits({ ...owner, schemaVersion: 6 })).toEqual([])
  expect(await refusal(endVisit({ ...owner, schemaVersion: 6 }, { visitId: 'vis_one' }))).toContain(
    'not_found',
  )
})
