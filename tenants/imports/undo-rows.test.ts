import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { clients } from '../../db/tenant/schema/index.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { bringIn, makeImporter, readClients, readImport, workOff } from '../../tests/support/make-import.ts'
import { createClient } from '../clients/create-client.ts'
import { addNote } from '../clients/notes/add-note.ts'
import { tagClient } from '../clients/tags/tag-client.ts'
import { eraseClient } from '../privacy/erase-client.ts'
import { undoImport } from './undo-import.ts'

const FILE =
  'Name,Email,Phone,Birthday,Notes\nAnn Lee,ann@x.test,0888111111,5.4.1990,Knee\nBob Ray,bob@x.test,,,'
const known = { firstName: 'Ann', lastName: 'Lee', email: 'ann@x.test', phone: null }

describe('undoing', () => {
  test('keeps whoever has done something since, and says why', async () => {
    const importer = await makeImporter()
    const names = ['Ann', 'Bea', 'Cid', 'Dan', 'Eve', 'Fay', 'Gus']
    const { id: importId } = await bringIn(
      importer,
      `Name,Email,Tags\n${names.map((name) => `${name} Lee,${name}@x.test,VIP`).join('\n')}`,
    )
    const idOf = new Map((await readClients(importer)).map(({ firstName, id }) => [firstName, id]))
    const clientOf = (name: string) => idOf.get(name) ?? ''
    await makeBooking(importer, { contactEmail: 'ann@x.test' })
    await addNote(importer.staff, { clientId: clientOf('Bea'), text: 'New' })
    await tagClient(importer.staff, { clientId: clientOf('Eve'), name: 'Mornings' })
    const { db } = importer.ctx
    await db.write([
      db.orm
        .update(clients)
        .set({ goals: 'Run' })
        .where(sql`id = ${clientOf('Cid')}`),
    ])
    const system = importer.makeContext({ actor: { kind: 'system' } })
    await eraseClient(system, { clientId: clientOf('Dan'), cancelUpcoming: true })
    await undoImport(importer.staff, { importId })
    await workOff(importer, importId)
    const { errors, lines } = await readImport(importer, importId)
    const kept = ['has_bookings', 'has_records', 'changed_since', 'erased', 'changed_since']
    expect(errors).toEqual([...kept, '', ''])
    expect(lines.map(({ undoneAt }) => undoneAt !== null)).toEqual([...kept.map(() => false), true, true])
    expect((await readClients(importer)).map(({ firstName, tags }) => [firstName, tags])).toEqual([
      ['Ann', 'VIP'],
      ['Bea', 'VIP'],
      ['Cid', 'VIP'],
      ['Erased', null],
      ['Eve', 'Mornings,VIP'],
    ])
  })

  test('gives back what was there, where nobody has changed it since', async () => {
    const importer = await makeImporter()
    await createClient(importer.staff, { ...known, phone: '+359888123456' })
    const before = await readClients(importer)
    const { id: importId } = await bringIn(importer, FILE, { onKnown: 'replace' })
    const { db } = importer.ctx
    await db.write([
      db.orm
        .update(clients)
        .set({ bornOn: '1991-01-01' })
        .where(sql`email = 'ann@x.test'`),
    ])
    await undoImport(importer.staff, { importId })
    await workOff(importer, importId)
    expect(await readClients(importer)).toEqual([{ ...before[0], bornOn: '1991-01-01' }])
    expect((await readImport(importer, importId)).errors[0]).toBe('changed_since')
  })
})
