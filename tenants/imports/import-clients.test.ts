import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { clients, customFields, importRows, tags } from '../../db/tenant/schema/index.ts'
import { encode } from '../../tests/support/encode-text.ts'
import { failureOf } from '../../tests/support/failure-of.ts'
import { importFiles } from '../../tests/support/import-files.ts'
import {
  bringIn,
  checkIn,
  makeImporter,
  readClients,
  readImport,
  readIn,
  sendFile,
  workOff,
  type Importer,
} from '../../tests/support/make-import.ts'
import { createClient } from '../clients/create-client.ts'
import { eraseClient } from '../privacy/erase-client.ts'
import { confirmImport } from './confirm-import.ts'
import { getImport } from './get-import.ts'
import { vendors } from './known-headings.ts'

const namesOf = async (importer: Importer) =>
  (await readClients(importer)).map(({ firstName, lastName }) => `${firstName} ${lastName}`.trim())

describe('a file', () => {
  test.each(vendors)('of %s becomes clients with all that it says', async (vendor) => {
    const importer = await makeImporter()
    const { mapping } = await readIn(importer, importFiles[vendor].join('\n'))
    const done = await bringIn(importer, importFiles[vendor].join('\n'), { country: 'US', mapping })
    expect([done.state, done.verdicts, done.errors]).toEqual(['done', ['create'], ['']])
    const [client] = await readClients(importer)
    expect(client).toMatchObject({
      firstName: 'Ann',
      lastName: 'Lee',
      email: 'ann@x.test',
      phone: '+12025550143',
    })
    const has = (meaning: string) => mapping.includes(meaning)
    expect([client?.bornOn, new Date(client?.createdAt ?? 0).toISOString().slice(0, 10)]).toEqual([
      has('born_on') ? '1990-04-25' : null,
      has('created_on') ? '2020-01-31' : '2027-01-04',
    ])
    expect([client?.notes, client?.tags]).toEqual([
      has('notes') ? 'Knee, left' : null,
      has('tags') ? 'mornings,vip' : null,
    ])
    const heading = done.columns[mapping.indexOf('news')]
    expect(client?.consents).toBe(has('news') ? `news 1 import ${heading}` : null)
  })

  test.each([
    ['windows-1251', 'Име;Фамилия;Имейл\nМария;Георгиева;m@x.test\n', 'Мария Георгиева'],
    ['windows-1252', 'First name;Last name;Email\nJosé;Müller;m@x.test\n', 'José Müller'],
    ['utf-16le', 'Име\tФамилия\tИмейл\nМария\tГеоргиева\tm@x.test\n', 'Мария Георгиева'],
    ['utf-16be', 'First name\tLast name\tEmail\nJosé\tMüller\tm@x.test\n', 'José Müller'],
  ] as const)('in %s is read', async (encoding, text, name) => {
    const importer = await makeImporter()
    const done = await bringIn(importer, encode(text, encoding))
    expect([done.encoding, await namesOf(importer)]).toEqual([encoding, [name]])
  })

  test.each([
    ['is_workbook', new Uint8Array([0x50, 0x4b, 3, 4, ...new TextEncoder().encode('xl/workbook.xml')])],
    ['is_pdf', '%PDF-1.7'],
    ['empty', ''],
    ['empty', '\n\n'],
    ['no_rows', 'Name,Email\n'],
    ['too_many_columns', `${'a,'.repeat(200)}a\n1\n`],
    ['line_too_long', 'x'.repeat(1_100_000)],
  ])('that cannot be imported says why: %s', async (failure, content) => {
    const importer = await makeImporter()
    expect(await readIn(importer, content)).toMatchObject({ state: 'failed', failure, lines: [] })
  })

  test('of more than 100,000 rows is refused', async () => {
    const importer = await makeImporter()
    const importId = await sendFile(importer.staff, `Name\n${'Ann Lee\n'.repeat(100_001)}`)
    await workOff(importer, importId)
    const found = await getImport(importer.staff, { importId })
    expect(found).toMatchObject({ state: 'failed', failure: 'too_many_rows' })
  })

  test('in which quotes do not fit is imported but for those rows, and formulas are text', async () => {
    const importer = await makeImporter()
    const done = await bringIn(
      importer,
      'Name,Notes\n"Ann" Lee,x\nBob Ray,"=HYPERLINK(""http://evil.test"")"\n"Cid Fox,y\n=1+1 Dot,\n',
    )
    expect(done.errors).toEqual(['broken_quotes', '', 'broken_quotes', ''])
    const found = await readClients(importer)
    expect(found.map(({ firstName, lastName, notes }) => [firstName, lastName, notes])).toEqual([
      ['=1+1', 'Dot', null],
      ['Bob', 'Ray', '=HYPERLINK("http://evil.test")'],
    ])
  })

  test('is asked for by whoever may see all data and change clients', async () => {
    const { makeContext } = await makeImporter()
    expect(await failureOf(sendFile(makeContext(), 'Name\nAnn'))).toBe('unauthorized')
  })
})

describe('a row', () => {
  test.each([
    ['Ann,ann@x,,', 'Email: not_an_email'],
    ['Ann,,12,', 'Phone: not_a_phone'],
    ['Ann,,3.5988E+11,', 'Phone: not_a_phone'],
    ['Ann,,,31.02.1990', 'Birthday: not_a_date'],
    ['Ann,,,05.01.2027', 'Birthday: not_a_date'],
    [',a@x.test,,', 'no_name'],
    ['Ann,a@x.test,,,,more', 'too_many_cells'],
    [`${'x'.repeat(81)},a@x.test,,`, 'Name: too_long'],
    [`Ann,${'x'.repeat(20_000)},,`, 'Email: too_long'],
  ])('%s is refused', async (line, error) => {
    const importer = await makeImporter()
    const found = await checkIn(importer, `Name,Email,Phone,Birthday,Foo\n${line}\n`)
    expect([found.verdicts, found.errors]).toEqual([['refuse'], [error]])
  })

  test('is somebody already by address, else by number and name, in the file and before it', async () => {
    const importer = await makeImporter()
    await createClient(importer.staff, { firstName: 'Eve', lastName: 'Ross', email: 'eve@x.test' })
    const text = [
      'Name,Email,Phone',
      'Ann Lee,ann@x.test,0888123456',
      'Anna L.,ANN@x.test,',
      'ann lee,,+359888123456',
      'Bob Lee,,0888123456',
      'Eve R.,eve@x.test,',
    ].join('\n')
    const done = await bringIn(importer, text)
    expect(done.verdicts).toEqual(['create', 'skip', 'skip', 'create', 'skip'])
    expect(done.errors).toEqual(['', 'twice_in_file', 'twice_in_file', '', 'known'])
    expect(await namesOf(importer)).toEqual(['Ann Lee', 'Bob Lee', 'Eve Ross'])
    // Whoever a row is about is found by it.
    expect(done.lines[1]?.clientId).toBe(done.lines[0]?.clientId)
    expect(done.lines.every(({ clientId }) => clientId !== null)).toBe(true)
    // The same file once more makes nobody anew.
    expect((await bringIn(importer, text)).verdicts).toEqual(Array.from({ length: 5 }, () => 'skip'))
  })

  const known = { firstName: 'Ann', lastName: 'Lee', email: 'ann@x.test', phone: '+359888111111' }
  const row =
    'Name,Email,Phone,Birthday,Notes,Tags,Newsletter\nAnna Lee,ann@x.test,+359888222222,5.4.1990,Knee,vip,yes\n'
  test.each([
    [
      'skip',
      { firstName: 'Ann', phone: '+359888111111', bornOn: null, notes: null, tags: null, consents: null },
    ],
    [
      'update',
      { firstName: 'Ann', phone: '+359888111111', bornOn: '1990-04-05', notes: 'Knee', tags: 'vip' },
    ],
    [
      'replace',
      { firstName: 'Anna', phone: '+359888222222', bornOn: '1990-04-05', notes: 'Knee', tags: 'vip' },
    ],
  ] as const)('about a client who is here (%s) changes what was chosen', async (onKnown, expected) => {
    const importer = await makeImporter()
    await createClient(importer.staff, known)
    const done = await bringIn(importer, row, { onKnown })
    expect(done.verdicts).toEqual([onKnown === 'skip' ? 'skip' : 'update'])
    expect(await readClients(importer)).toEqual([expect.objectContaining(expected)])
  })

  test('says what a studio asks besides, and what is no answer to it', async () => {
    const importer = await makeImporter()
    const field: typeof customFields.$inferInsert = {
      id: 'cfd_size',
      kind: 'choice',
      label: { en: 'Size' },
      choices: ['S', 'M'],
      createdAt: 0,
    }
    await importer.ctx.db.write([importer.ctx.db.orm.insert(customFields).values(field)])
    const done = await bringIn(importer, 'Name,Size\nAnn,m\nBob,XXL\n')
    expect([done.mapping, done.errors]).toEqual([
      ['full_name', 'field:cfd_size'],
      ['', 'Size: invalid'],
    ])
    expect(await readClients(importer)).toEqual([expect.objectContaining({ firstName: 'Ann', own: 'M' })])
  })

  test('about somebody who was forgotten meanwhile makes nobody', async () => {
    const importer = await makeImporter()
    const { id: clientId } = await createClient(importer.staff, known)
    const { id } = await checkIn(importer, row, { onKnown: 'update' })
    await eraseClient(importer.makeContext({ actor: { kind: 'system' } }), { clientId, cancelUpcoming: true })
    await confirmImport(importer.staff, { importId: id })
    await workOff(importer, id)
    const done = await readImport(importer, id)
    expect([done.errors, done.lines[0]?.cells]).toEqual([['erased'], []])
    const { orm, read } = importer.ctx.db
    const [people, [kept], words] = await read([
      orm.select().from(clients),
      orm.select().from(importRows).where(eq(importRows.importId, id)),
      orm.select().from(tags),
    ])
    expect([people.map(({ firstName }) => firstName), kept?.email, words]).toEqual([['Erased'], null, []])
  })
})
