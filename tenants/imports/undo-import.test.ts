import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { clients } from '../../db/tenant/schema/index.ts'
import { failureOf } from '../../tests/support/failure-of.ts'
import {
  bringIn,
  checkIn,
  makeImporter,
  readClients,
  readImport,
  workOff,
} from '../../tests/support/make-import.ts'
import { signInPerson } from '../../tests/support/make-account.ts'
import { createClient } from '../clients/create-client.ts'
import { createCustomField } from '../clients/custom-fields/create-custom-field.ts'
import { changeCustomField } from '../clients/custom-fields/change-custom-field.ts'
import { days } from '../durations.ts'
import { confirmImport } from './confirm-import.ts'
import { forgetImports } from './forget-imports.ts'
import { remapImport } from './remap-import.ts'
import { rereadImport } from './reread-import.ts'
import { undoImport } from './undo-import.ts'

test('the address that somebody signs in with by now is not taken back', async () => {
  const importer = await makeImporter()
  const { db } = importer.ctx
  const ann = { firstName: 'Ann', lastName: 'Lee', phone: '+359888111111' }
  const { id: clientId } = await createClient(importer.staff, ann)
  const file = 'Name,Email,Phone,Birthday\nAnn Lee,ann@x.test,+359888111111,1990-04-05'
  const { id: importId } = await bringIn(importer, file, { onKnown: 'update' })
  const { login } = await signInPerson(importer, { email: 'ann@x.test' })
  await db.write([db.orm.update(clients).set({ userId: login.user.id }).where(eq(clients.id, clientId))])

  await undoImport(importer.staff, { importId })
  await workOff(importer, importId)
  expect(await readClients(importer)).toMatchObject([{ email: 'ann@x.test', bornOn: null }])
  expect((await readImport(importer, importId)).errors).toEqual(['has_login'])
})

test('once what its rows did is forgotten an import cannot be undone, and nobody is told that it was', async () => {
  const importer = await makeImporter()
  const { id: importId } = await bringIn(importer, 'Name,Email\nAnn Lee,ann@x.test')
  importer.clock.advance(days(30))
  while ((await forgetImports(importer.staff)) !== null);
  expect(await failureOf(undoImport(importer.staff, { importId }))).toBe('conflict')
  expect((await readImport(importer, importId)).state).toBe('done')
})

test('a file that is not kept any more is not read again, and what was read of it stays', async () => {
  const importer = await makeImporter()
  const { id: importId } = await checkIn(importer, 'Name,Email\nAnn Lee,ann@x.test')
  await forgetImports(importer.staff)
  await remapImport(importer.staff, { importId })
  expect(await failureOf(rereadImport(importer.staff, { importId, delimiter: ';' }))).toBe('conflict')
  await workOff(importer, importId)
  expect(await readImport(importer, importId)).toMatchObject({ state: 'mapping', rows: 1 })
})

test('two rows of one person become one client, although the first was refused when they were looked at', async () => {
  const importer = await makeImporter()
  const { staff } = importer
  const { id: fieldId } = await createCustomField(staff, { kind: 'choice', label: 'Level', choices: ['A'] })
  const file = 'Name,Email,Level\nAnn Lee,ann@x.test,B\nAnn Lee,ann@x.test,A'
  const { id: importId, verdicts } = await checkIn(importer, file)
  expect(verdicts).toEqual(['refuse', 'create'])
  await changeCustomField(staff, { fieldId, choices: ['A', 'B'] })
  await confirmImport(staff, { importId })
  await workOff(importer, importId)
  const done = await readImport(importer, importId)
  expect([done.state, done.verdicts, done.errors]).toEqual([
    'done',
    ['create', 'skip'],
    ['', 'twice_in_file'],
  ])
  const [client] = await readClients(importer)
  // Both rows are about them: who asks to be forgotten is forgotten in both.
  expect(done.lines.map(({ clientId }) => clientId)).toEqual([client?.id, client?.id])
})
