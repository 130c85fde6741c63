import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import Database from 'libsql'

/** Stands in for `db/local-server/` until that can be started from tests: batches in memory over Hrana 2, no more. */
export async function startTinyDatabaseServer(): Promise<{
  address: (name: string) => { url: string; token: string }
}> {
  const databases = new Map<string, Database.Database>()
  const server = createServer((request, response) => void answer(databases, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  const listening = server.address()
  if (listening === null || typeof listening === 'string') throw new Error('no port')
  return { address: (name) => ({ url: `http://127.0.0.1:${listening.port}/${name}/`, token: '' }) }
}

type HranaValue = { type: string; value?: string | number; base64?: string }
type HranaStatement = { sql?: string; sql_id?: number; args?: HranaValue[] }
type Condition = { type: string; step?: number; cond?: Condition; conds?: Condition[] }
type HranaRequest = { type: string; sql_id?: number; sql?: string; batch?: { steps: Step[] } }
type Step = { stmt: HranaStatement; condition?: Condition }

async function answer(
  databases: Map<string, Database.Database>,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const [, name = '', version] = (request.url ?? '').split('/')
  if (request.method !== 'POST' || version !== 'v2') {
    response.writeHead(404).end()
    return
  }
  const database = databases.get(name) ?? new Database(':memory:')
  databases.set(name, database)
  const { requests } = JSON.parse(Buffer.concat(chunks).toString()) as { requests: HranaRequest[] }
  const stored = new Map<number, string>()
  const results = requests.map((one) => {
    if (one.type === 'store_sql') stored.set(one.sql_id ?? 0, one.sql ?? '')
    const result = one.batch ? { result: runBatch(database, stored, one.batch.steps) } : {}
    return { type: 'ok', response: { type: one.type, ...result } }
  })
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ baton: null, base_url: null, results }))
}

function runBatch(database: Database.Database, stored: Map<number, string>, steps: Step[]) {
  const results: unknown[] = steps.map(() => null)
  const errors: unknown[] = steps.map(() => null)
  const holds = (condition: Condition | undefined): boolean => {
    if (!condition) return true
    if (condition.type === 'ok') return results[condition.step ?? 0] !== null
    if (condition.type === 'not') return !holds(condition.cond)
    return (condition.conds ?? []).every(holds)
  }
  steps.forEach((step, index) => {
    if (!holds(step.condition)) return
    try {
      results[index] = run(
        database,
        step.stmt.sql ?? stored.get(step.stmt.sql_id ?? 0) ?? '',
        step.stmt.args ?? [],
      )
    } catch (error) {
      const { message, code } = error as { message: string; code?: string }
      errors[index] = { message, code: code ?? 'SQLITE_ERROR' }
    }
  })
  return { step_results: results, step_errors: errors }
}

function run(database: Database.Database, sql: string, args: HranaValue[]) {
  const statement = database.prepare(sql)
  const values = args.map(({ type, value }) => (type === 'integer' ? BigInt(value ?? 0) : (value ?? null)))
  if (!statement.reader) {
    const { changes } = statement.run(...values)
    return { cols: [], rows: [], affected_row_count: changes, last_insert_rowid: null }
  }
  const rows = statement
    .safeIntegers(true)
    .raw(true)
    .all(...values) as unknown[][]
  const cols = statement.columns().map(({ name }) => ({ name }))
  return {
    cols,
    rows: rows.map((row) => row.map(toHrana)),
    affected_row_count: rows.length,
    last_insert_rowid: null,
  }
}

function toHrana(value: unknown) {
  if (value === null) return { type: 'null' }
  if (typeof value === 'bigint') return { type: 'integer', value: String(value) }
  if (typeof value === 'number') return { type: 'float', value }
  return { type: 'text', value: String(value) }
}
