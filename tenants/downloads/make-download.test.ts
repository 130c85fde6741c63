import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { getTableName, is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import * as schema from '../../db/tenant/schema/index.ts'
import { makeKnownClient } from '../../tests/support/make-known-client.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { traces } from '../../tests/support/write-known-rows.ts'
import type { TenantContext } from '../context.ts'
import { hours, minutes } from '../durations.ts'
import { beginDownload } from './begin-download.ts'
import { leftOut, listDownloadTables } from './download-tables.ts'
import { getDownload, openDownload } from './get-download.ts'
import { makeDownload } from './make-download.ts'
import { pruneDownloads } from './prune-downloads.ts'

async function openFile(owner: TenantContext) {
  const { body, name } = await openDownload(owner)
  const path = join(mkdtempSync(join(tmpdir(), 'download-')), 'studio.db')
  const bytes = Buffer.from(await new Response(body).arrayBuffer())
  writeFileSync(path, bytes)
  const client = createClient({ url: `file:${path}` })
  const ask = async (sql: string) => (await client.execute(sql)).rows.map((row) => Object.values(row))
  return { ask, bytes, name }
}

async function makeStudio() {
  const studio = await makeTenant()
  return { ...studio, ...(await makeKnownClient(studio)) }
}

const rowsOf = async ({ ctx }: TestTenant, table: SQLiteTable) =>
  (await ctx.db.read([ctx.db.orm.select().from(table)]))[0].length

test('every table of a studio is in its file, or is left out for a reason', () => {
  const all = Object.values(schema).flatMap((one) => (is(one, SQLiteTable) ? [getTableName(one)] : []))
  const listed = listDownloadTables().map(({ name }) => name)
  expect([...listed, ...Object.keys(leftOut)].toSorted()).toEqual(all.toSorted())
  expect(listDownloadTables().filter(({ meaning }) => meaning === '')).toEqual([])
})

test('what points to others is read before them', () => {
  const names = listDownloadTables().map(({ name }) => name)
  for (const [from, to] of [
    ['charges', 'bookings'],
    ['bookings', 'sessions'],
    ['bookings', 'clients'],
    ['clients', 'users'],
    ['sessions', 'services'],
  ] as const) {
    expect(names.indexOf(from)).toBeLessThan(names.indexOf(to))
  }
})

test('a studio is taken along as a whole: the engine reads what it wrote', async () => {
  const studio = await makeStudio()
  const { id, state } = await beginDownload(studio.owner)
  expect([state, studio.started]).toEqual(['making', [{ kind: 'download', id }]])
  await expect(openDownload(studio.owner)).rejects.toMatchObject({ code: 'not_found' })
  await makeDownload(studio.ctx, id)

  const { ask, name } = await openFile(studio.owner)
  expect(name).toBe('ironworks-2027-01-04.sqlite3')
  expect(await ask('PRAGMA integrity_check')).toEqual([['ok']])
  for (const table of [schema.bookings, schema.clients, schema.services, schema.messages, schema.auditLog]) {
    const [[count]] = (await ask(`SELECT count(*) FROM ${getTableName(table)}`)) as [[number]]
    // The log goes on.
    const expected = await rowsOf(studio, table)
    expect(count).toBe(table === schema.auditLog ? expected - 1 : expected)
  }
  expect(await ask(`SELECT email, last_name FROM clients WHERE id = '${studio.clientId}'`)).toEqual([
    [traces.email, traces.last],
  ])
  expect(await ask("SELECT meaning FROM about_tables WHERE table_name = 'clients'")).toEqual([
    ['The people who book.'],
  ])
  const columns = await ask("SELECT count(*) FROM about_columns WHERE meaning = ''")
  expect(columns).toEqual([[0]])
})

test('nothing that would let anybody in is in it', async () => {
  const studio = await makeStudio()
  const { id } = await beginDownload(studio.owner)
  await makeDownload(studio.ctx, id)
  const { bytes } = await openFile(studio.owner)
  expect(bytes.includes(traces.last)).toBe(true)
  expect(bytes.includes(traces.secret)).toBe(false)
})

test('asked for twice it is made once, whoever makes it', async () => {
  const studio = await makeStudio()
  const [one, other] = [await beginDownload(studio.owner), await beginDownload(studio.owner)]
  expect(other.id).toBe(one.id)
  await Promise.all([makeDownload(studio.ctx, one.id), makeDownload(studio.makeContext(), one.id)])
  expect(await getDownload(studio.owner)).toMatchObject({ id: one.id, state: 'ready' })
  expect(studio.kept.size).toBe(1)
})

test('whoever dies in the middle leaves nothing; it is found, and made anew', async () => {
  const studio = await makeStudio()
  const { id } = await beginDownload(studio.owner)
  const files = { ...studio.ctx.files, putParts: () => Promise.reject(new Error('gone')) }
  await expect(makeDownload(studio.makeContext({ files }), id)).rejects.toThrow('gone')
  expect(await getDownload(studio.owner)).toMatchObject({ state: 'making' })
  studio.clock.advance(minutes(4))
  studio.started.length = 0
  await pruneDownloads(studio.ctx)
  expect(studio.started).toEqual([{ kind: 'download', id }])
  await makeDownload(studio.ctx, id)
  expect(await getDownload(studio.owner)).toMatchObject({ state: 'ready' })
})

test('what the bucket does not take is made anew as soon as it is asked for again', async () => {
  const studio = await makeStudio()
  const { id } = await beginDownload(studio.owner)
  const files = { ...studio.ctx.files, putParts: () => Promise.reject(new Error('gone')) }
  await expect(makeDownload(studio.makeContext({ files }), id)).rejects.toThrow('gone')
  await makeDownload(studio.ctx, id)
  expect(await getDownload(studio.owner)).toMatchObject({ state: 'ready' })
})

test('after a day it is gone', async () => {
  const studio = await makeStudio()
  const { id } = await beginDownload(studio.owner)
  await makeDownload(studio.ctx, id)
  const goneAt = studio.clock.now() + hours(24)
  expect(await pruneDownloads(studio.ctx)).toBe(goneAt)
  studio.clock.advance(hours(24))
  expect(await getDownload(studio.owner)).toMatchObject({ state: 'gone' })
  expect(await pruneDownloads(studio.ctx)).toBeNull()
  expect(studio.kept.size).toBe(0)
})

test('only who may see all data, and has just proven who they are, gets it', async () => {
  const studio = await makeStudio()
  const { owner } = studio
  for (const act of [beginDownload, openDownload]) {
    await expect(act(studio.self)).rejects.toMatchObject({ code: 'forbidden' })
    const stale = { ...owner, login: owner.login && { ...owner.login, authenticatedAt: 0 } }
    await expect(act(stale)).rejects.toMatchObject({ code: 'reauthentication_required' })
  }
})
