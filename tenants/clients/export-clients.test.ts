import { sql } from 'drizzle-orm'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { auditLog } from '../../db/tenant/schema/index.ts'
import { failureOf } from '../../tests/support/failure-of.ts'
import { makeKnownClient } from '../../tests/support/make-known-client.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { makeTrainerActor } from '../../tests/support/make-trainer-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { createClient } from './create-client.ts'
import { createCustomField } from './custom-fields/create-custom-field.ts'
import { exportClients } from './export-clients.ts'
import { tagClient } from './tags/tag-client.ts'

const read = async (stream: ReadableStream<Uint8Array>) => new Response(stream).text()

test('all clients are one table, and no cell of it is a formula', async () => {
  const studio = await makeTenant()
  const staff = studio.makeContext({ actor: { kind: 'system' } })
  const field = await createCustomField(staff, { kind: 'text', label: '=Shoe' })
  const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '"=1"', '|calc', '%0A=1', ' =1']
  for (const [index, firstName] of hostile.entries()) {
    const { id } = await createClient(staff, {
      firstName,
      lastName: `"x", ${index}\t`,
      goals: '=cmd\n=cmd',
      fields: { [field.id]: '@x' },
    })
    await tagClient(staff, { clientId: id, name: `=t${index}` })
  }
  const response = new Response(await exportClients(staff))
  const bytes = new Uint8Array(await response.arrayBuffer())
  expect(Array.from(bytes.slice(0, 3))).toEqual([0xef, 0xbb, 0xbf])
  const { data } = Papa.parse<string[]>(new TextDecoder().decode(bytes).trim(), { newline: '\r\n' })
  expect(data).toHaveLength(1 + hostile.length)
  expect(data.flat().filter((cell) => /^[\s"]*[=+\-@|%]/.test(cell))).toEqual([])
  expect(data[0]?.at(-1)).toBe("'=Shoe")
  const [log] = await staff.db.read([staff.db.orm.select({ action: auditLog.action }).from(auditLog)])
  expect(log.map(({ action }) => action)).toContain('client.list_exported')
})

test('a thousand and one are all there', async () => {
  const studio = await makeTenant()
  const staff = studio.makeContext({ actor: { kind: 'system' } })
  const { db } = staff

  await db.write([
    db.orm.run(sql`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1001)
      INSERT INTO clients (id, first_name, last_name, locale, created_at) SELECT 'cli_' || i, 'A', 'B', 'en', 0 FROM n`),
  ])
  const lines = (await read(await exportClients(staff))).trim().split('\r\n')
  expect(new Set(lines).size).toBe(1002)
})

test('it is for who may look at all data and has just shown who they are', async () => {
  const studio = await makeTenant()
  const { owner, self } = await makeKnownClient(studio)
  const trainer = studio.makeContext({ actor: makeTrainerActor(ids.maria) })
  expect(await failureOf(exportClients(owner))).toBe('done')
  studio.clock.advance(3_600_000)
  const askers = [owner, trainer, self, studio.ctx]
  expect(await Promise.all(askers.map((ctx) => failureOf(exportClients(ctx))))).toEqual([
    'reauthentication_required',
    'forbidden',
    'forbidden',
    'unauthorized',
  ])
})
