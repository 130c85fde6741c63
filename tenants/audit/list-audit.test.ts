import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditLog, erasures } from '../../db/tenant/schema/index.ts'
import { makeTeam, people, refusal, type Team } from '../../tests/support/make-team.ts'
import { createStaffKey } from '../access/create-staff-key.ts'
import { hours } from '../durations.ts'
import { insertAudit } from './insert-audit.ts'
import { listAudit } from './list-audit.ts'

const { olga, martin, maria, dora, ana } = people

/** Lines of the log, an hour apart, the first of them now. */
async function write(team: Team, lines: readonly [actor: string, action: string, subjectId: string][]) {
  for (const [actor, action, subjectId] of lines) {
    await team.ctx.db.write([insertAudit(team.ctx, { actor, action, subjectId })])
    team.clock.advance(hours(1))
  }
}

test('the log is read from its end, with the names of those who did it', async () => {
  const team = await makeTeam()
  const { keyId } = await createStaffKey(team.ctx, { name: 'Till' })
  await write(team, [
    [`staff:${martin}`, 'client.view', 'cli_ana'],
    [`staff:${keyId}`, 'policy.changed', 'pol_1'],
    [`client:${ana}`, 'client.export', 'cli_ana'],
    ['system', 'session.skip', 'cse_1'],
    ['operator:usr_martin', 'tenant.suspended', 'ten_1'],
  ])

  const { entries, hasMore } = await listAudit(await team.as(olga))

  expect(hasMore).toBe(false)
  expect(entries.map(({ action, actorName }) => [action, actorName])).toEqual([
    ['tenant.suspended', null],
    ['session.skip', null],
    ['client.export', 'Ana'],
    ['policy.changed', 'Till'],
    ['client.view', 'Martin'],
  ])
  expect(entries[0]).toMatchObject({ requestId: 'req_test', reason: null, before: null, after: null })
})

test('a client who asks learns who looked at them, and when', async () => {
  const team = await makeTeam()
  const start = team.clock.now()
  await write(team, [
    [`staff:${martin}`, 'client.view', 'cli_ana'],
    [`staff:${dora}`, 'client.view', 'cli_other'],
    [`staff:${dora}`, 'client.viewed_twice', 'cli_ana'],
    [`staff:${dora}`, 'client.view', 'cli_ana'],
    [`client:${dora}`, 'client.view', 'cli_ana'],
  ])
  const ask = async (input: Parameters<typeof listAudit>[1]) => {
    const { entries } = await listAudit(await team.as(olga), input)
    return entries.map(({ at }) => (at - start) / hours(1))
  }

  expect(await ask({ subjectId: 'cli_ana', action: 'client.view' })).toEqual([4, 3, 0])
  expect(await ask({ subjectId: 'cli_ana', action: 'client' })).toEqual([4, 3, 2, 0])
  expect(await ask({ action: 'clien' })).toEqual([])
  expect(await ask({ actor: dora })).toEqual([4, 3, 2, 1])
  expect(await ask({ actor: `staff:${dora}` })).toEqual([3, 2, 1])
  expect(await ask({ from: start + hours(1), to: start + hours(3) })).toEqual([2, 1])
  expect(await ask({ subjectId: 'cli_none' })).toEqual([])
})

test('pages join without a gap, also within one instant', async () => {
  const team = await makeTeam()
  const { db } = team.ctx
  await db.write([
    db.orm.insert(auditLog).values(
      Array.from({ length: 25 }, (_, n) => ({
        id: `aud_${String(n).padStart(2, '0')}`,
        at: 1_000 + Math.floor(n / 10),
        actor: 'system',
        action: 'x',
        subjectId: 'y',
      })),
    ),
  ])
  const owner = await team.as(olga)
  const seen: string[] = []
  let cursor: { at: number; id: string } | null = null
  for (let page = 0; page < 10; page++) {
    const { entries, hasMore } = await listAudit(owner, { limit: 7, cursor })
    seen.push(...entries.map(({ id }) => id))
    const last = entries.at(-1)
    if (!hasMore || !last) break
    cursor = { at: last.at, id: last.id }
  }

  expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => `aud_${String(24 - n).padStart(2, '0')}`))
})

test.each([
  [{ limit: 0 }],
  [{ limit: 101 }],
  [{ actor: "x' OR 1=1" }],
  [{ action: 'a%' }],
  [{ from: -1 }],
  [{ cursor: { at: Number.NaN, id: 'x' } }],
  [{ subjectId: '\u0000' }],
])('%j is refused', async (input) => {
  const team = await makeTeam()

  expect(await refusal(listAudit(await team.as(olga), input))).toEqual(['invalid_input', undefined])
})

test('the log is for whoever may see the team', async () => {
  const [team, other] = [await makeTeam(), await makeTeam()]
  await write(team, [[`staff:${olga}`, 'secret.deed', 'x']])

  for (const id of [maria, dora]) {
    expect(await refusal(listAudit(await team.as(id)))).toEqual(['forbidden', 'staff_view'])
  }
  expect(await refusal(listAudit(await team.as(ana)))).toEqual(['forbidden', 'not_staff'])
  expect(await refusal(listAudit(team.ctx))).toEqual(['unauthorized', undefined])
  expect(await refusal(listAudit(await team.as(martin)))).toBe('done')
  expect((await listAudit(await other.as(olga))).entries).toEqual([])
})

test('nobody rewrites the log, and only who is forgotten is blanked in it', async () => {
  const team = await makeTeam()
  const { db } = team.ctx
  const entry = { actor: 'system', action: 'client.change', subjectId: 'cli_ana', reason: 'asked' }
  await db.write([insertAudit(team.ctx, { ...entry, before: { phone: '1' }, after: { phone: '2' } })])
  const before = await team.readAudit()
  const run = (statement: string) => db.write([db.orm.run(sql.raw(statement))])
  const final = { kind: 'constraint', message: expect.stringContaining('audit_log_is_final') }
  const blank = 'UPDATE audit_log SET before = NULL, after = NULL, reason = NULL'

  const forgeries = [
    'DELETE FROM audit_log',
    "UPDATE audit_log SET actor = 'staff:usr_x'",
    'UPDATE audit_log SET at = at - 1',
    "UPDATE audit_log SET action = 'nothing'",
    "UPDATE audit_log SET subject_id = 'cli_x'",
    "UPDATE audit_log SET id = 'aud_x'",
    'UPDATE audit_log SET request_id = NULL',
    `UPDATE audit_log SET after = '{}'`,
    `${blank}, actor = 'system:x'`,
  ]
  for (const statement of [...forgeries, blank]) await expect(run(statement)).rejects.toMatchObject(final)
  expect(await team.readAudit()).toEqual(before)

  const erasure = { clientId: 'cli_ana', actor: 'system', erasedAt: team.clock.now() }
  await db.write([db.orm.insert(erasures).values(erasure)])
  for (const statement of forgeries) await expect(run(statement)).rejects.toMatchObject(final)
  await run(blank)
  expect(await team.readAudit()).toEqual(
    before.map((row) => ({ ...row, before: null, after: null, reason: null })),
  )
})

test('what was written after somebody was forgotten is not blanked for them', async () => {
  const team = await makeTeam()
  const { db } = team.ctx
  const erasure = { clientId: 'cli_ana', actor: 'system', erasedAt: team.clock.now() - 1 }
  await db.write([db.orm.insert(erasures).values(erasure)])
  await db.write([insertAudit(team.ctx, { actor: 'system', action: 'x', subjectId: 'y', after: { a: 1 } })])

  await expect(db.write([db.orm.run(sql`UPDATE audit_log SET after = NULL`)])).rejects.toMatchObject({
    kind: 'constraint',
  })
})
