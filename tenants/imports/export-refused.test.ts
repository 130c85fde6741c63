import { expect, test } from 'vitest'
import { failureOf } from '../../tests/support/failure-of.ts'
import { bringIn, checkIn, makeImporter, readClients } from '../../tests/support/make-import.ts'
import { makeTrainerActor } from '../../tests/support/make-trainer-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { exportRefused } from './export-refused.ts'

type Refused = { importer: Awaited<ReturnType<typeof makeImporter>>; importId: string }

async function write({ importer, importId }: Refused): Promise<string> {
  const parts = await exportRefused(importer.staff, {
    importId,
    heading: 'Why',
    tell: (errors) => errors.map(({ code }) => code).join(' '),
  })
  let text = ''
  for await (const part of parts) text += part
  return text
}

test('all rows that were refused, and no others, stand as they were in the file, each with why', async () => {
  const importer = await makeImporter()
  const lines = Array.from({ length: 500 }, (_, row) =>
    row % 2 === 0 ? `Name ${row},nobody` : `Name ${row},n${row}@x.test`,
  )
  const { id: importId } = await checkIn(
    importer,
    `Name,,Email\n${lines.join('\n').replaceAll(',', ',"a ""b"", c",')}\nAnn,,,more`,
  )
  const text = await write({ importer, importId })
  const [head, ...rows] = text.trimEnd().split('\r\n')
  expect(head).toBe('\uFEFFName,2,Email,Why')
  expect(rows).toHaveLength(251)
  expect(rows[1]).toBe('Name 2,"a ""b"", c",nobody,not_an_email')
  expect(rows.at(-1)).toBe('Ann,,,more too_many_cells')
})

test('what was mended in it is imported like any other file', async () => {
  const importer = await makeImporter()
  const { id: importId } = await bringIn(importer, 'Name,Email,Notes\n=Ann Lee,ann@x,-knee;=1+1\n')
  const text = await write({ importer, importId })
  const done = await bringIn(importer, text.replace('ann@x', 'ann@x.test'))
  expect(done.verdicts).toEqual(['create'])
  expect(await readClients(importer)).toMatchObject([{ firstName: '=Ann', notes: '-knee;=1+1' }])
})

test('is for whoever may import', async () => {
  const importer = await makeImporter()
  const { id: importId } = await checkIn(importer, 'Name,Email\nAnn,nobody\n')
  const ask = (ctx: typeof importer.ctx, id = importId) =>
    failureOf(exportRefused(ctx, { importId: id, heading: '', tell: () => '' }))
  const trainer = importer.makeContext({ actor: makeTrainerActor(ids.maria) })
  const asked = [
    ask(importer.staff),
    ask(trainer),
    ask(importer.makeContext()),
    ask(importer.staff, 'imp_none'),
  ]
  expect(await Promise.all(asked)).toEqual(['done', 'forbidden', 'unauthorized', 'not_found'])
})
