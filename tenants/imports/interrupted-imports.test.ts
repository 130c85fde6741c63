import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { auditLog, clients, imports } from '../../db/tenant/schema/index.ts'
import { failureOf, failuresOf } from '../../tests/support/failure-of.ts'
import { justBeforeWrite } from '../../tests/support/just-before-write.ts'
import {
  bringIn,
  checkIn,
  makeImporter,
  readClients,
  readImport,
  sendFile,
  workOff,
  type Importer,
} from '../../tests/support/make-import.ts'
import { createClient } from '../clients/create-client.ts'
import { indexClients } from '../clients/index-clients.ts'
import { days } from '../durations.ts'
import { confirmImport } from './confirm-import.ts'
import { discardImport } from './discard-import.ts'
import { forgetImports } from './forget-imports.ts'
import { mapImport } from './map-import.ts'
import { rereadImport } from './reread-import.ts'
import { undoImport } from './undo-import.ts'
import { resumeImports, takeStep, workOnImport } from './work-on-import.ts'

const FILE = [
  'Name,Email,Phone,Birthday,Notes,Tags,Newsletter',
  'Ann Lee,ann@x.test,0888111111,5.4.1990,Knee,vip,yes',
  'Bob Ray,bob@x.test,,,,,no',
  'Bob Ray,bob@x.test,,,,,',
  'Cid,nobody,,,,,',
].join('\n')
const known = { firstName: 'Ann', lastName: 'Lee', email: 'ann@x.test', phone: null }

/** What an import has made of a studio, whatever ids it gave. */
async function readOutcome(importer: Importer) {
  // Whoever searches does this first.
  await indexClients(importer.ctx)
  const { db } = importer.ctx
  const [[counts], log, [{ due } = { due: -1 }]] = await db.read([
    db.orm.all<{ words: number; notes: number; consents: number }>(sql`SELECT
      (SELECT count(*) FROM client_words) AS words, (SELECT count(*) FROM client_notes) AS notes,
      (SELECT count(*) FROM consents) AS consents`),
    db.orm.select({ action: auditLog.action }).from(auditLog),
    db.orm.all<{ due: number }>(sql`SELECT count(*) AS due FROM client_words_due`),
  ])
  const people = (await readClients(importer)).map((client) => ({
    ...client,
    id: '',
    importId: client.importId !== null,
  }))
  return {
    people,
    counts,
    due,
    log: log.map(({ action }) => action).filter((action) => action.startsWith('import')),
  }
}

class Died extends Error {}

/** A database whose user dies with its so-many-th batch: before it is written, or before they hear that it was. */
function dyingAt(db: TenantDatabase, number: number, isWritten: boolean): TenantDatabase {
  let written = 0
  const write: TenantDatabase['write'] = async (statements) => {
    written += 1
    if (written === number && !isWritten) throw new Died()
    const results = await db.write(statements)
    if (written === number) throw new Died()
    return results
  }
  return { ...db, write }
}

type Deed = (importer: Importer, work: (importId: string) => Promise<void>) => Promise<void>

const deeds: Record<string, Deed> = {
  'a whole import': async (importer, work) => {
    await createClient(importer.staff, known)
    const importId = await sendFile(importer.staff, FILE)
    await work(importId)
    await mapImport(importer.staff, { importId, onKnown: 'update' })
    await work(importId)
    await confirmImport(importer.staff, { importId })
    await work(importId)
  },
  'undoing it': async (importer, work) => {
    await createClient(importer.staff, known)
    const { id: importId } = await bringIn(importer, FILE, { onKnown: 'update' })
    await undoImport(importer.staff, { importId })
    await work(importId)
  },
}

/** Does it all with a worker who dies at one of its writes; another one goes on. Whether it died at all. */
async function dieAt(deed: Deed, { number, isWritten }: { number: number; isWritten: boolean }) {
  const importer = await makeImporter()
  const dying = importer.makeContext({ db: dyingAt(importer.ctx.db, number, isWritten) })
  let hasDied = false
  await deed(importer, async (importId) => {
    try {
      while (await takeStep(dying, importId));
    } catch (error) {
      if (!(error instanceof Died)) throw error
      hasDied = true
    }
    await workOff(importer, importId)
  })
  return { hasDied, outcome: await readOutcome(importer) }
}

describe.each(Object.entries(deeds))('%s', (_name, deed) => {
  test.each([false, true])(
    'dies at any of its writes (written: %s), and ends as if it had not',
    async (isWritten) => {
      const plain = await makeImporter()
      await deed(plain, (importId) => workOff(plain, importId))
      const expected = await readOutcome(plain)
      expect(expected.due).toBe(0)
      let number = 1
      for (; ; number += 1) {
        const { hasDied, outcome } = await dieAt(deed, { number, isWritten })
        expect(outcome, `died at write ${number}`).toEqual(expected)
        if (!hasDied) break
      }
      expect(number).toBeGreaterThan(2)
    },
  )

  test('is done by several at once as by one', async () => {
    const [one, many] = [await makeImporter(), await makeImporter()]
    await deed(one, (importId) => workOff(one, importId))
    await deed(many, async (importId) => {
      const workers = Array.from({ length: 4 }, () => ({ ctx: many.makeContext() }))
      await Promise.all(workers.map((worker) => workOff(worker, importId)))
    })
    expect(await readOutcome(many)).toEqual(await readOutcome(one))
  })
})

test('a file of several slices goes on where it was cut off, and duplicates are found across them', async () => {
  const importer = await makeImporter()
  const lines = Array.from({ length: 2_500 }, (_, row) => `Name ${row},n${row % 2_400}@x.test`)
  const { id: importId, verdicts } = await checkIn(importer, `Name,Email\n${lines.join('\n')}\n`)
  expect(verdicts.filter((verdict) => verdict === 'create')).toHaveLength(2_400)
  await confirmImport(importer.staff, { importId })
  const dying = importer.makeContext({ db: dyingAt(importer.ctx.db, 5, true) })
  await expect(workOnImport(dying, importId)).rejects.toThrow(Died)
  expect((await readClients(importer)).length % 500).toBe(0)
  await workOff(importer, importId)
  expect(await readClients(importer)).toHaveLength(2_400)
  await undoImport(importer.staff, { importId })
  await workOff(importer, importId)
  expect(await readClients(importer)).toEqual([])
})

describe('whoever is overtaken', () => {
  const overtake = async (importer: Importer, importId: string, deed: () => Promise<unknown>) => {
    const overtaken = importer.makeContext({ db: justBeforeWrite(importer.ctx.db, 1, deed) })
    while (await takeStep(overtaken, importId));
  }

  test('by a new client of that address makes no second one', async () => {
    const importer = await makeImporter()
    const { id: importId } = await checkIn(importer, FILE)
    await confirmImport(importer.staff, { importId })
    await overtake(importer, importId, () => createClient(importer.staff, known))
    const done = await readImport(importer, importId)
    expect([done.verdicts, done.errors[0]]).toEqual([['skip', 'create', 'skip', 'refuse'], 'known'])
    expect(await readClients(importer)).toHaveLength(2)
  })

  test('by a change of the client changes what is there now', async () => {
    const importer = await makeImporter()
    await createClient(importer.staff, known)
    const { id: importId } = await checkIn(importer, FILE, { onKnown: 'update' })
    await confirmImport(importer.staff, { importId })
    const { db } = importer.ctx
    const phone = '+359888999999'
    await overtake(importer, importId, () => db.write([db.orm.update(clients).set({ phone })]))
    expect((await readClients(importer))[0]).toMatchObject({ phone, bornOn: '1990-04-05' })
  })

  test('by whoever says the same is told', async () => {
    const importer = await makeImporter()
    const { id: importId } = await checkIn(importer, FILE)
    const twice = () =>
      failuresOf(
        [1, 2].map(() => confirmImport(importer.makeContext({ actor: importer.staff.actor }), { importId })),
      )
    expect((await twice()).toSorted()).toEqual(['conflict', 'done'])
    expect(await failureOf(rereadImport(importer.staff, { importId }))).toBe('conflict')
    expect(await failureOf(discardImport(importer.staff, { importId }))).toBe('conflict')
  })
})

describe('what is left of an import', () => {
  test('is its file until it is looked at, and its rows for 30 days after', async () => {
    const importer = await makeImporter()
    const { id: importId } = await checkIn(importer, FILE)
    expect([...importer.kept.keys()]).toEqual([`imports/${importId}`])
    await forgetImports(importer.ctx)
    expect([...importer.kept.keys()]).toEqual([])
    await confirmImport(importer.staff, { importId })
    await workOff(importer, importId)
    importer.clock.advance(days(30) - 1)
    expect(await forgetImports(importer.ctx)).toBe(importer.clock.now() + 1)
    expect((await readImport(importer, importId)).lines).toHaveLength(4)
    importer.clock.advance(1)
    while ((await forgetImports(importer.ctx)) !== null);
    expect((await readImport(importer, importId)).lines).toEqual([])
  })

  test('goes at once when it is given up, or nobody goes on with it for a week', async () => {
    for (const end of ['discarded', 'given_up']) {
      const importer = await makeImporter()
      const { id: importId } = await checkIn(importer, FILE)
      if (end === 'discarded') await discardImport(importer.staff, { importId })
      else importer.clock.advance(days(7))
      while ((await forgetImports(importer.ctx)) !== null);
      expect(await readImport(importer, importId)).toMatchObject({ state: 'failed', failure: end, lines: [] })
      expect([...importer.kept.keys()]).toEqual([])
    }
  })

  test('of a file that broke off is nothing', async () => {
    const importer = await makeImporter()
    const put = () => Promise.reject(new Error('cut'))
    const cut = importer.makeContext({ actor: importer.staff.actor, files: { ...importer.ctx.files, put } })
    await expect(sendFile(cut, FILE)).rejects.toThrow('cut')
    const [[found]] = await importer.ctx.db.read([importer.ctx.db.orm.select().from(imports)])
    expect(found).toMatchObject({ state: 'failed', failure: 'not_sent' })
    importer.clock.advance(days(1))
    expect(await forgetImports(importer.ctx)).toBeNull()
  })
})

test('an import that nobody was told of is taken up by the next visit', async () => {
  const importer = await makeImporter()
  const importId = await sendFile(importer.staff, FILE)
  importer.started.length = 0
  expect(await resumeImports(importer.ctx)).toBeGreaterThan(importer.clock.now())
  expect(importer.started).toEqual([])
  importer.clock.advance(days(1))
  await resumeImports(importer.ctx)
  expect(importer.started).toEqual([{ kind: 'import', id: importId }])
})
