import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { importFiles } from '../../tests/support/import-files.ts'
import { consumeWork } from '../queue/consume-work.ts'
import { LOTUS } from '../testing/make-site.ts'
import { makeBatch } from '../testing/make-batch.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

let site: Awaited<ReturnType<typeof makeStaffSite>>
beforeAll(async () => {
  site = await makeStaffSite()
}, 60_000)
afterAll(() => vi.useRealTimers())

const path = '/clients/import'
type Row = {
  row: number
  verdict: string
  errors: { code: string }[]
  client_id: string | null
  undone_at: string | null
}

type Sent = { headers?: Record<string, string>; key?: string; length?: string | null }

/** Sends a file as programs do, or, with a type of a form, as browsers do. */
async function send(content: string, { headers = {}, key = site.staffKey, length }: Sent = {}) {
  const bytes = String(new TextEncoder().encode(content).length)
  const answer = await site.ask({
    path: `/api/v1${path}`,
    method: 'POST',
    headers: {
      'content-type': 'text/csv',
      authorization: `Bearer ${key}`,
      ...(length === null ? {} : { 'content-length': length ?? bytes }),
      ...headers,
    },
    body: content,
  })
  // Whatever the test says it is.
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

/** Does what the queue was told of, until there is no more. */
async function work() {
  const { env, fakes } = site
  while (fakes.work.sent.length > 0) {
    const { batch, outcomes } = makeBatch(fakes.work.sent.splice(0))
    await consumeWork(batch, { env, waitUntil: () => {} })
    expect(outcomes.every((outcome) => outcome === 'ack')).toBe(true)
  }
}

/** Sends a file and reads it; the address of the import. */
async function readIn(content: string): Promise<string> {
  const { status, body } = await send(content)
  expect([status, body['state']]).toEqual([201, 'reading'])
  await work()
  return `${path}/${String(body['id'])}`
}

async function rowsOf(one: string, query = ''): Promise<Row[]> {
  const { body } = await site.asStaff('GET', `${one}/rows${query}`)
  return body['data'] as Row[]
}

test('a file becomes clients step by step, and is undone as a whole but for who came since', async () => {
  const one = await readIn(
    `Name,Email\nAnn Lee,ann@x.test\nAnn Lee,ANN@x.test\nBob Ray,bob@x.test\nCid,nobody\n`,
  )
  expect((await site.asStaff('GET', one)).body).toMatchObject({
    state: 'mapping',
    columns: ['Name', 'Email'],
    mapping: ['full_name', 'email'],
    rows: 4,
  })
  expect((await site.asStaff('POST', `${one}/start`)).status).toBe(409)
  expect((await site.asStaff('PATCH', one, { country: 'BG' })).body).toMatchObject({ state: 'checking' })
  await work()
  expect((await site.asStaff('GET', one)).body).toMatchObject({
    state: 'ready',
    counts: { create: 2, update: 0, skip: 1, refuse: 1 },
  })
  expect(await rowsOf(one, '?verdict=refuse')).toMatchObject([
    { row: 4, errors: [{ column: 'Email', code: 'not_an_email' }] },
  ])

  expect((await site.asStaff('POST', `${one}/start`)).status).toBe(202)
  expect((await site.asStaff('POST', `${one}/start`)).status).toBe(409)
  await work()
  const rows = await rowsOf(one)
  expect(rows.map(({ verdict }) => verdict)).toEqual(['create', 'skip', 'create', 'refuse'])
  expect(rows[1]?.client_id).toBe(rows[0]?.client_id)

  // Ann is written to, and Bob as he came.
  const note = await site.asStaff('POST', `/clients/${rows[0]?.client_id}/notes`, { text: 'Called.' })
  expect(note.status).toBe(201)
  expect((await site.asStaff('POST', `${one}/undo`)).status).toBe(202)
  await work()
  expect((await site.asStaff('GET', one)).body).toMatchObject({ state: 'undone' })
  const [ann, , bob] = await rowsOf(one)
  expect([ann?.undone_at, ann?.errors]).toEqual([null, [{ column: '', code: 'has_records' }]])
  expect([bob?.undone_at, bob?.client_id]).toEqual([expect.any(String), null])
  expect((await site.asStaff('GET', `/clients/${rows[0]?.client_id}`)).status).toBe(200)
  expect((await site.asStaff('GET', `/clients/${rows[2]?.client_id}`)).status).toBe(404)
  expect((await site.asStaff('POST', `${one}/undo`)).status).toBe(409)
})

test('a browser’s form is a file as well, and one that is given up leaves nothing', async () => {
  const mark = 'xMARKx'
  const form = `--${mark}\r\nContent-Disposition: form-data; name="file"; filename="Клиенти.csv"\r\nContent-Type: text/csv\r\n\r\n${importFiles.acuity.join('\n')}\r\n--${mark}--\r\n`
  const headers = { 'content-type': `multipart/form-data; boundary=${mark}` }
  const { status, body } = await send(form, { headers })
  expect([status, body['file_name']]).toEqual([201, 'Клиенти.csv'])
  await work()
  const one = `${path}/${String(body['id'])}`
  expect((await site.asStaff('DELETE', one)).status).toBe(204)
  expect((await site.asStaff('GET', one)).body).toMatchObject({ state: 'failed', failure: 'discarded' })
  expect((await site.asStaff('PATCH', one, {})).status).toBe(409)
})

test('a file can be read once more, in other letters', async () => {
  const one = await readIn('Име;Имейл\nМария;m@x.test\n')
  const said = await site.asStaff('POST', `${one}/read`, { encoding: 'windows-1251', delimiter: ',' })
  expect(said).toMatchObject({ status: 202, body: { state: 'reading' } })
  await work()
  expect((await site.asStaff('GET', one)).body).toMatchObject({ state: 'mapping', encoding: 'windows-1251' })
  expect((await site.asStaff('POST', `${one}/read`, { encoding: 'ebcdic' })).status).toBe(422)
  expect((await site.asStaff('PATCH', one, { mapping: ['shoe'] })).status).toBe(422)
})

test('what is too long, of no known length or does not come whole is no import', async () => {
  const before = await site.asStaff('GET', path)
  const kept = site.fakes.files.kept.size
  expect((await send('Name\nAnn\n', { length: String(51 * 1024 * 1024) })).status).toBe(413)
  expect((await send('Name\nAnn\n', { length: null })).status).toBe(400)
  expect((await send('Name\nAnn\n', { length: 'many' })).status).toBe(400)
  expect((await send('Name\nAnn\n', { length: '900' })).status).toBe(400)
  expect(
    (await send('Name\nAnn\n', { headers: { 'content-type': 'multipart/form-data; boundary=x' } })).status,
  ).toBe(400)
  expect((await site.asStaff('GET', path)).body).toEqual(before.body)
  expect(site.fakes.files.kept.size).toBe(kept)
  expect(site.fakes.work.sent).toEqual([])
})

test('imports are listed a page at a time, and are nobody’s but the studio’s', async () => {
  for (const name of ['Ann', 'Bob', 'Cid']) await readIn(`Name\n${name}\n`)
  const first = (await site.asStaff('GET', `${path}?limit=2`)).body
  const next = (await site.asStaff('GET', `${path}?limit=2&cursor=${String(first['next_cursor'])}`)).body
  const [all, rest] = [first, next].map(({ data }) => (data as { id: string }[]).map(({ id }) => id))
  expect(all).toHaveLength(2)
  expect(all?.some((id) => rest?.includes(id))).toBe(false)
  const one = `${path}/${all?.[0]}`
  expect((await site.asStranger('GET', path)).status).toBe(401)
  expect((await site.asVisitor('GET', one)).status).toBe(401)
  expect((await send('Name\nAnn\n', { key: 'thk_none' })).status).toBe(401)
  expect((await site.ask({ path: `/api/v1${one}`, host: LOTUS })).status).toBe(401)
  for (const [method, to] of [
    ['GET', ''],
    ['PATCH', ''],
    ['DELETE', ''],
    ['GET', '/rows'],
    ['POST', '/read'],
    ['POST', '/start'],
    ['POST', '/undo'],
  ] as const) {
    const json = method === 'GET' ? undefined : {}
    expect((await site.asStaff(method, `${path}/imp_unknown${to}`, json)).status).toBe(404)
  }
  expect((await site.asStaff('GET', `${path}?cursor=x`)).status).not.toBe(500)
})
