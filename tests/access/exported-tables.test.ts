import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { clientNotes, clients } from '../../db/tenant/schema/index.ts'
import { listProjectFiles } from '../../scripts/local/list-project-files.ts'
import { createCustomField } from '../../tenants/clients/custom-fields/create-custom-field.ts'
import { exportClients } from '../../tenants/clients/export-clients.ts'
import { exportRefused } from '../../tenants/imports/export-refused.ts'
import { exportClient } from '../../tenants/privacy/export-client.ts'
import { disarm, rearm } from '../../tenants/privacy/formulas.ts'
import { toCsv } from '../../tenants/privacy/to-csv.ts'
import { hostileCells } from '../support/hostile-cells.ts'
import { checkIn, makeImporter } from '../support/make-import.ts'
import { makeKnownClient } from '../support/make-known-client.ts'
import { makeTenant } from '../support/make-tenant.ts'

// Every table that leaves the product, as table programs of whatever country open it. What these cells do there was
// looked at in LibreOffice: with commas, semicolons and tabs for the ends of cells none of them is a formula.

/** The cells that a program would run, whichever sign ends a cell for it. */
function findFormulas(csv: string): string[] {
  const isFormula = (cell: string) => /^[\s\p{Cc}\p{Cf}"“”]*[=+\-@|%＝＋－＠｜％]/u.test(cell)
  const lines = csv.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')
  return [',', ';', '\t'].flatMap((delimiter) =>
    Papa.parse<string[]>(lines, { delimiter, newline: '\n' }).data.flat().filter(isFormula),
  )
}

/** The cells of a table as they were written. */
const cellsOf = (csv: string) => Papa.parse<string[]>(csv, { delimiter: ',' }).data.flat().map(rearm)

test('the cells of these tests are formulas as they stand', () => {
  const inert = hostileCells.filter((cell) => findFormulas(Papa.unparse([['Ann', cell]])).length === 0)
  // An apostrophe makes it a text, and within quotes a comma ends no cell.
  expect(inert).toEqual(["'=1+1", "' =1+1", 'Ann,=1+1', 'Ann",=1+1'])
})

test('all that is known of a person, for themselves and for the studio', async () => {
  const studio = await makeTenant()
  const { self } = await makeKnownClient(studio)
  const { orm, write } = studio.ctx.db
  const notes = hostileCells.map((text, index) => ({
    id: `nte_${index}`,
    clientId: 'cli_known',
    author: text,
    text,
    createdAt: 0,
  }))
  await write([orm.insert(clientNotes).values(notes)])
  const csv = toCsv(await exportClient(self, { clientId: 'cli_known' }))
  expect(findFormulas(csv)).toEqual([])
  expect(cellsOf(csv)).toEqual(expect.arrayContaining(hostileCells))
})

test('the list of clients', async () => {
  const studio = await makeTenant()
  const staff = studio.makeContext({ actor: { kind: 'system' } })
  await createCustomField(staff, { kind: 'text', label: '=Shoe;=1+1' })
  const rows = hostileCells.map((cell, index) => ({
    id: `cli_${index}`,
    firstName: cell,
    lastName: cell,
    preferences: cell,
    blockReason: cell,
    locale: 'en' as const,
    createdAt: 0,
  }))
  await staff.db.write([staff.db.orm.insert(clients).values(rows)])
  const csv = await new Response(await exportClients(staff)).text()
  expect(findFormulas(csv)).toEqual([])
  expect(cellsOf(csv)).toEqual(expect.arrayContaining([...hostileCells, '=Shoe;=1+1']))
})

test('the rows of an import that were refused, which come back as they were', async () => {
  const importer = await makeImporter()
  const lines = hostileCells.map((cell) => [cell, 'nobody', cell])
  const { id: importId } = await checkIn(
    importer,
    Papa.unparse([['First name', 'Email', '=1+1;=2'], ...lines]),
  )
  const parts = await exportRefused(importer.staff, { importId, heading: '@Why', tell: () => '=why' })
  let csv = ''
  for await (const part of parts) csv += part
  expect(findFormulas(csv)).toEqual([])
  expect(cellsOf(csv)).toEqual(expect.arrayContaining([...hostileCells, '=1+1;=2', '@Why', '=why']))
})

test('nothing else is written as a table', () => {
  const writing = listProjectFiles().filter(
    (path) =>
      /^(tenants|worker|web)\/.*\.tsx?$/.test(path) &&
      !path.endsWith('.test.ts') &&
      /\bunparse\(|\btoCsv(Line)?\b/.test(readFileSync(path, 'utf8')),
  )
  expect(writing.toSorted()).toEqual([
    'tenants/clients/export-clients.ts',
    'tenants/imports/export-refused.ts',
    'tenants/privacy/to-csv.ts',
    'web/views/account/data-view.server.ts',
    'web/views/admin/erase-view.server.ts',
    'worker/api/privacy.ts',
  ])
})

test('a text that begins no formula stays as it is, and every other comes back', () => {
  for (const text of ['', 'Ann', "d'Arc", 'a-b', 'a + b', '1;2', 'Ann; Bob', 'x\ny', "'tis"]) {
    expect([disarm(text), rearm(text)]).toEqual([text, text])
  }
  for (const cell of hostileCells) expect(rearm(disarm(cell))).toBe(cell)
})
