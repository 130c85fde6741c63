import { expect, test } from 'vitest'
import { auditLog } from '../../../db/tenant/schema/index.ts'
import { failureOf } from '../../../tests/support/failure-of.ts'
import { findClientId } from '../../../tests/support/make-askers.ts'
import { makeBooking } from '../../../tests/support/make-booking.ts'
import { makeKnownClient } from '../../../tests/support/make-known-client.ts'
import { makeTenant } from '../../../tests/support/make-tenant.ts'
import { makeTrainerActor } from '../../../tests/support/make-trainer-actor.ts'
import { ids } from '../../../tests/support/studio-rows.ts'
import { eraseClient } from '../../privacy/erase-client.ts'
import { createClient } from '../create-client.ts'
import { mergeClients } from '../merge/merge-clients.ts'
import { addClientFile, MAX_FILE_BYTES } from './add-client-file.ts'
import { deleteClientFile } from './delete-client-file.ts'
import { listClientFiles } from './list-client-files.ts'
import { openClientFile } from './open-client-file.ts'
import { readFileKind, toFileName } from './read-file-kind.ts'

const bytesOf = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0))
const sent = (text: string) => async () => bytesOf(text)
const pdf = sent('%PDF-1.7 …')

async function setUp() {
  const studio = await makeTenant()
  await makeBooking(studio)
  const clientId = await findClientId(studio, 'elena@example.test')
  const maria = studio.makeContext({ actor: makeTrainerActor(ids.maria) })
  const ivan = studio.makeContext({ actor: makeTrainerActor(ids.ivan) })
  return { studio, clientId, maria, ivan }
}

test('a file is kept, listed, opened and deleted by the trainer whose client it is about', async () => {
  const { studio, clientId, maria, ivan } = await setUp()
  const { id: fileId } = await addClientFile(maria, { clientId, name: 'Consent.pdf', bytes: pdf })
  expect(await listClientFiles(maria, { clientId })).toMatchObject([
    { id: fileId, name: 'Consent.pdf', contentType: 'application/pdf' },
  ])
  const { body, name } = await openClientFile(maria, { clientId, fileId })
  expect([name, (await new Response(body).text()).slice(0, 5)]).toEqual(['Consent.pdf', '%PDF-'])
  const which = { clientId, fileId }
  expect(await failureOf(addClientFile(ivan, { clientId, name: 'x', bytes: pdf }))).toBe('not_found')
  expect(await failureOf(listClientFiles(ivan, { clientId }))).toBe('not_found')
  expect(await failureOf(openClientFile(ivan, which))).toBe('not_found')
  expect(await failureOf(deleteClientFile(ivan, which))).toBe('not_found')
  expect(await failureOf(openClientFile(maria, { clientId, fileId: 'fil_none' }))).toBe('not_found')

  expect(studio.kept.size).toBe(1)
  await deleteClientFile(maria, which)
  expect(studio.kept.size).toBe(0)
  expect(await failureOf(deleteClientFile(maria, which))).toBe('not_found')
  const { db } = studio.ctx
  const [log] = await db.read([db.orm.select({ action: auditLog.action }).from(auditLog)])
  expect(log.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['client.view', 'client.file_added', 'client.file_deleted']),
  )
})

test('what is too large, empty or of no known kind is not kept', async () => {
  const { studio, clientId, maria } = await setUp()
  const add = (bytes: () => Promise<Uint8Array>) =>
    failureOf(addClientFile(maria, { clientId, name: 'x.pdf', bytes }))
  expect(await add(async () => new Uint8Array(MAX_FILE_BYTES + 1).fill(65))).toBe('payload_too_large')
  expect(await add(sent(''))).toBe('invalid_input')
  expect(await add(sent('MZ\u0000\u0001'))).toBe('invalid_input')
  expect(studio.kept.size).toBe(0)
})

test('who is forgotten leaves no file in the bucket, also as somebody who was merged into them', async () => {
  const studio = await makeTenant()
  const { owner, clientId: goneId } = await makeKnownClient(studio)
  const staff = studio.makeContext({ actor: { kind: 'system' } })
  const { id: keepId } = await createClient(staff, { firstName: 'Z', lastName: 'M' })
  await addClientFile(staff, { clientId: goneId, name: 'a.pdf', bytes: pdf })
  await addClientFile(staff, { clientId: keepId, name: 'b.pdf', bytes: pdf })
  await mergeClients(staff, { keepId, goneId })
  expect(await listClientFiles(staff, { clientId: keepId })).toHaveLength(3)
  await eraseClient(owner, { clientId: keepId, cancelUpcoming: false })
  expect(studio.kept.size).toBe(0)
})

test.each([
  ['%PDF-1.4', 'application/pdf'],
  ['\u00FF\u00D8\u00FF\u00E0', 'image/jpeg'],
  ['\u0089PNG\r\n\u001A\n', 'image/png'],
  ['RIFF0000WEBPVP8 ', 'image/webp'],
  ['\u0000\u0000\u0000\u0018ftypheic', 'image/heic'],
  ['Knee: <script>', 'text/plain; charset=utf-8'],
  ['\u0000\u0000\u0000\u0018ftypisom', undefined],
  ['\u00FF\u00FE', undefined],
  ['', undefined],
])('%j is, by its bytes, %s', (text, contentType) => {
  expect(readFileKind(bytesOf(text))?.contentType).toBe(contentType)
})

test.each([
  ['Съгласие 1.PDF', 'Съгласие 1.pdf'],
  ['..\\..\\/etc/passwd', 'passwd.pdf'],
  ['page.html', 'page.html.pdf'],
  ['a\r\nb"c.pdf', 'abc.pdf'],
  ['gpj.\u202Eexe', 'gpj.exe.pdf'],
  ['', 'file.pdf'],
  ['x'.repeat(500), `${'x'.repeat(120)}.pdf`],
])('a file sent as %j is kept as %j', (name, kept) => {
  expect(toFileName(name, { contentType: 'application/pdf', endings: ['pdf'] })).toBe(kept)
})
