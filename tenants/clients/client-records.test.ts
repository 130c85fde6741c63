import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditLog, clientFieldValues, clients } from '../../db/tenant/schema/index.ts'
import { signInClient } from '../../tests/support/make-account.ts'
import { failureOf } from '../../tests/support/failure-of.ts'
import { findClientId } from '../../tests/support/make-askers.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeFullClass } from '../../tests/support/make-full-class.ts'
import { makeKnownClient } from '../../tests/support/make-known-client.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { eraseClient } from '../privacy/erase-client.ts'
import { blockClient } from './block-client.ts'
import { changeClient } from './change-client.ts'
import { createClient } from './create-client.ts'
import { createCustomField } from './custom-fields/create-custom-field.ts'
import { deleteCustomField } from './custom-fields/delete-custom-field.ts'
import { deleteClient } from './delete-client.ts'
import { getClient } from './get-client.ts'
import { listClients } from './list-clients.ts'
import { addNote } from './notes/add-note.ts'
import { changeSegment } from './segments/change-segment.ts'
import { createSegment } from './segments/create-segment.ts'
import { listSegments } from './segments/list-segments.ts'
import { createTag } from './tags/create-tag.ts'
import { deleteTag } from './tags/delete-tag.ts'
import { listTags, MOST_TAGS } from './tags/list-tags.ts'
import { renameTag } from './tags/rename-tag.ts'
import { tagClient } from './tags/tag-client.ts'
import { untagClient } from './tags/untag-client.ts'
import { unblockClient } from './unblock-client.ts'

const ana = { firstName: 'Ana', lastName: 'Ilieva', email: 'ana@example.test' }

async function setUp() {
  const studio = await makeTenant()
  const staff = studio.makeContext({ actor: { kind: 'system' } })
  const { id: clientId } = await createClient(staff, ana)
  return { studio, staff, clientId }
}

test('a name or a number is enough to be written down', async () => {
  const { staff } = await setUp()
  expect(await createClient(staff, { firstName: 'Bo', lastName: '' })).toMatchObject({ email: null })
  expect(await createClient(staff, { firstName: '', lastName: '', phone: '+359888123456' })).toMatchObject({
    phone: '+359888123456',
  })
  expect(await failureOf(createClient(staff, { firstName: ' ', lastName: '' }))).toBe('invalid_input')
  const born = (bornOn: string) => failureOf(createClient(staff, { firstName: 'X', lastName: '', bornOn }))
  expect([await born('1956-02-29'), await born('1957-02-29'), await born('3000-01-01')]).toEqual([
    'done',
    'invalid_input',
    'invalid_input',
  ])
})

test('of two who change a client, the second is told and nothing is lost', async () => {
  const { staff, clientId } = await setUp()
  const { edition } = await getClient(staff, { clientId })
  await changeClient(staff, { clientId, edition, goals: 'A marathon' })
  expect(await failureOf(changeClient(staff, { clientId, edition, goals: 'A mile' }))).toBe(
    'changed_meanwhile',
  )
  expect(await getClient(staff, { clientId })).toMatchObject({ goals: 'A marathon', ...ana })
  await changeClient(staff, { clientId, goals: '', email: null })
  expect(await getClient(staff, { clientId })).toMatchObject({ goals: null, email: null })
  const [log] = await staff.db.read([
    staff.db.orm.select().from(auditLog).where(eq(auditLog.action, 'client.change')),
  ])
  expect(log.map(({ after }) => after)).toEqual([{ fields: ['goals'] }, { fields: ['email', 'goals'] }])
})

test('an address belongs to one client, and with a login to who signs in', async () => {
  const { studio, staff, clientId } = await setUp()
  const { login } = await signInClient(studio)
  const { email } = login.user
  await expect(changeClient(staff, { clientId, email })).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'email_taken' },
  })
  await expect(changeClient(staff, { clientId: login.clientId, email: 'x@y.test' })).rejects.toMatchObject({
    code: 'not_allowed',
    details: { reason: 'has_login' },
  })
  expect(await failureOf(changeClient(staff, { clientId: login.clientId, phone: '+359888123456' }))).toBe(
    'done',
  )
})

test('a studio asks for fields of its own', async () => {
  const { staff, clientId } = await setUp()
  const make = (kind: 'text' | 'number' | 'date' | 'choice' | 'yes_no', choices: string[] = []) =>
    createCustomField(staff, { kind, label: kind, choices })
  const fields = [
    await make('number'),
    await make('date'),
    await make('choice', ['S', 'M']),
    await make('yes_no'),
  ]
  const write = (values: string[]) =>
    changeClient(staff, {
      clientId,
      fields: Object.fromEntries(fields.map(({ id }, index) => [id, values[index] ?? null])),
    })
  await write(['-1,5', '2027-01-31', 'M', 'yes'])
  const read = async () => {
    const [rows] = await staff.db.read([staff.db.orm.select().from(clientFieldValues)])
    return rows.map(({ value }) => value).toSorted()
  }
  expect(await read()).toEqual(['-1.5', '2027-01-31', 'M', 'yes'])
  await expect(write(['one', '2027-02-31', 'XL', 'ja'])).rejects.toMatchObject({
    details: { errors: fields.map(({ id }) => expect.objectContaining({ path: `fields.${id}` })) },
  })
  await write(['', ''])
  expect(await read()).toEqual([])
  await write(['7'])
  await deleteCustomField(staff, { fieldId: fields[0]?.id ?? '' })
  expect(await read()).toEqual([])
  expect(await failureOf(make('choice'))).toBe('invalid_input')
})

test('tags find clients, one of each name', async () => {
  const { staff, clientId } = await setUp()
  const { id: tagId } = await createTag(staff, { name: 'Morning' })
  expect(await failureOf(createTag(staff, { name: 'morning' }))).toBe('conflict')
  await tagClient(staff, { clientId, name: 'MORNING' })
  await tagClient(staff, { clientId, name: 'Vip' })
  expect(await listTags(staff)).toMatchObject([
    { name: 'Morning', clients: 1 },
    { name: 'Vip', clients: 1 },
  ])
  const found = await listClients(staff, { tagId, limit: 10 })
  expect(found.clients.map(({ id, tagIds }) => [id, tagIds.length])).toEqual([[clientId, 2]])
  await renameTag(staff, { tagId, name: 'Early' })
  await untagClient(staff, { clientId, tagId })
  expect((await listClients(staff, { tagId, limit: 10 })).clients).toEqual([])
  await tagClient(staff, { clientId, name: 'early' })
  await deleteTag(staff, { tagId })
  expect(await listTags(staff)).toMatchObject([{ name: 'Vip' }])
})

test('of very many tags those are listed that most have, and all of them can be changed', async () => {
  const { staff, clientId } = await setUp()
  const many = Array.from({ length: MOST_TAGS + 5 }, (_, at) => String(at).padStart(4, '0'))
  const rows = JSON.stringify(many)
  await staff.db.write([
    staff.db.orm.run(sql`INSERT INTO tags (id, name, name_key, created_at)
      SELECT 'tag_' || value, value, value, 0 FROM json_each(${rows})`),
  ])
  const last = many.at(-1) ?? ''
  await tagClient(staff, { clientId, name: last })
  const listed = await listTags(staff)
  expect([listed.length, listed.at(-1)]).toEqual([MOST_TAGS, { id: `tag_${last}`, name: last, clients: 1 }])
  const unlisted = many.at(-2) ?? ''
  expect(listed.map(({ name }) => name)).not.toContain(unlisted)
  await renameTag(staff, { tagId: `tag_${unlisted}`, name: 'Early' })
})

test('a segment keeps a filter, and asks for something', async () => {
  const { staff } = await setUp()
  const { id } = await createSegment(staff, { name: 'Lost', filter: { segment: 'lapsed', tagId: null } })
  await changeSegment(staff, { segmentId: id, name: 'Away' })
  expect(await listSegments(staff)).toMatchObject([{ name: 'Away', filter: { segment: 'lapsed' } }])
  const refused = [{}, { tagId: null }, { segment: 'rich' }]
  for (const filter of refused) {
    expect(await failureOf(createSegment(staff, { name: 'No', filter: filter as object }))).toBe(
      'invalid_input',
    )
  }
})

test('who is blocked stands in no line any more, and comes back when it is lifted', async () => {
  const full = await makeFullClass()
  const staff = full.makeContext({ actor: { kind: 'system' } })
  const [[first]] = await staff.db.read([staff.db.orm.select().from(clients).limit(1)])
  const clientId = first?.id ?? ''
  await blockClient(staff, { clientId, reason: 'Rude' })
  expect(await getClient(staff, { clientId })).toMatchObject({ blockReason: 'Rude' })
  expect((await listClients(staff, { isBlocked: true, limit: 10 })).clients).toHaveLength(1)
  await unblockClient(staff, { clientId })
  expect(await getClient(staff, { clientId })).toMatchObject({ blockedAt: null, blockReason: null })
  expect(await failureOf(blockClient(staff, { clientId, reason: ' ' }))).toBe('invalid_input')
})

test('only who did nothing here is deleted, with all that was written of them', async () => {
  const { studio, staff, clientId } = await setUp()
  await addNote(staff, { clientId, text: 'By mistake' })
  await tagClient(staff, { clientId, name: 'Vip' })
  await listClients(staff, { search: 'ana', limit: 1 })
  await makeBooking(studio)
  const other = await findClientId(studio, 'elena@example.test')
  await expect(deleteClient(staff, { clientId: other })).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'has_history' },
  })
  await deleteClient(staff, { clientId })
  expect(await failureOf(getClient(staff, { clientId }))).toBe('not_found')
  expect(await failureOf(getClient(staff, { clientId: other }))).toBe('done')
})

test('who was forgotten is not deleted: the studio’s word for it would go, too', async () => {
  const studio = await makeTenant()
  const { owner } = await makeKnownClient(studio)
  const { id: clientId } = await createClient(owner, { firstName: 'Ann' })
  await eraseClient(owner, { clientId, cancelUpcoming: false })
  await expect(deleteClient(owner, { clientId })).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'has_history' },
  })
})
