import { protocolError } from '../errors.ts'
import type { EngineValue } from '../sql/connection.ts'
import type { StatementArguments } from '../sql/bind-arguments.ts'
import { optional, readArray, readInt32, readObject, readString, refuseMessage } from './read-json.ts'
import { readValue } from './values.ts'

export type HranaVersion = 2 | 3

/** Exactly one of the two: the text itself, or the id it was stored under. */
export interface SqlSource {
  sql: string | undefined
  sqlId: number | undefined
}

export interface StatementRequest extends SqlSource, StatementArguments {
  wantRows: boolean
}

export type Condition =
  | { type: 'ok' | 'error'; step: number }
  | { type: 'not'; condition: Condition }
  | { type: 'and' | 'or'; conditions: Condition[] }
  | { type: 'is_autocommit' }

export interface BatchStep {
  statement: StatementRequest
  condition: Condition | undefined
}

export type StreamRequest =
  | { type: 'execute'; statement: StatementRequest }
  | { type: 'batch'; steps: BatchStep[] }
  | ({ type: 'sequence' | 'describe' } & SqlSource)
  | { type: 'store_sql'; sqlId: number; sql: string }
  | { type: 'close_sql'; sqlId: number }
  | { type: 'get_autocommit' }
  | { type: 'close' }

/** Checks a whole pipeline before any of it runs. Throws RequestError 400. */
export function parsePipeline(
  body: string,
  version: HranaVersion,
): { baton: string | undefined; requests: StreamRequest[] } {
  const pipeline = readBody(body)
  const requests = readArray(pipeline['requests'], 'requests')
  return {
    baton: optional(pipeline['baton'], 'baton', readString),
    requests: requests.map((request) => readRequest(request, version)),
  }
}

/** Checks the body of a cursor request. Throws RequestError 400. */
export function parseCursor(
  body: string,
  version: HranaVersion,
): { baton: string | undefined; steps: BatchStep[] } {
  const cursor = readBody(body)
  return { baton: optional(cursor['baton'], 'baton', readString), steps: readBatch(cursor['batch'], version) }
}

function readBody(body: string): Record<string, unknown> {
  try {
    return readObject(JSON.parse(body), 'body')
  } catch (error) {
    if (error instanceof SyntaxError) return refuseMessage(error.message)
    throw error
  }
}

function readRequest(json: unknown, version: HranaVersion): StreamRequest {
  const request = readObject(json, 'request')
  switch (request['type']) {
    case 'execute':
      return { type: 'execute', statement: readStatement(request['stmt']) }
    case 'batch':
      return { type: 'batch', steps: readBatch(request['batch'], version) }
    case 'sequence':
      return { type: 'sequence', ...readSqlSource(request) }
    case 'describe':
      return { type: 'describe', ...readSqlSource(request) }
    case 'store_sql':
      return { type: 'store_sql', sqlId: readSqlId(request), sql: readString(request['sql'], 'sql') }
    case 'close_sql':
      return { type: 'close_sql', sqlId: readSqlId(request) }
    case 'get_autocommit':
      assertHrana3(version, 'The `get_autocommit` request')
      return { type: 'get_autocommit' }
    case 'close':
      return { type: 'close' }
    default:
      return refuseMessage('request: unknown type')
  }
}

function readStatement(json: unknown): StatementRequest {
  const statement = readObject(json, 'stmt')
  const wantRows = statement['want_rows']
  return {
    ...readSqlSource(statement),
    positional: (optional(statement['args'], 'args', readArray) ?? []).map(readValue),
    named: new Map((optional(statement['named_args'], 'named_args', readArray) ?? []).map(readNamed)),
    wantRows: wantRows !== false,
  }
}

function readNamed(json: unknown): [string, EngineValue] {
  const argument = readObject(json, 'named argument')
  return [readString(argument['name'], 'name of a named argument'), readValue(argument['value'])]
}

function readSqlSource(json: Record<string, unknown>): SqlSource {
  const sql = optional(json['sql'], 'sql', readString)
  const sqlId = optional(json['sql_id'], 'sql_id', readInt32)
  if (sql !== undefined && sqlId !== undefined) {
    throw protocolError('Either `sql` or `sql_id` are required, but not both')
  }
  if (sql === undefined && sqlId === undefined) throw protocolError('Either `sql` or `sql_id` are required')
  return { sql, sqlId }
}

function readSqlId(json: Record<string, unknown>): number {
  return readInt32(json['sql_id'], 'sql_id')
}

function readBatch(json: unknown, version: HranaVersion): BatchStep[] {
  return readArray(readObject(json, 'batch')['steps'], 'steps').map((item, index) => {
    const step = readObject(item, 'step')
    return {
      statement: readStatement(step['stmt']),
      condition: optional(step['condition'], 'condition', (condition) =>
        readCondition(condition, { version, stepsBefore: index, depth: 0 }),
      ),
    }
  })
}

const deepestCondition = 100

function readCondition(
  json: unknown,
  place: { version: HranaVersion; stepsBefore: number; depth: number },
): Condition {
  if (place.depth > deepestCondition) return refuseMessage('condition: nested too deeply')
  const condition = readObject(json, 'condition')
  const inside = { ...place, depth: place.depth + 1 }
  switch (condition['type']) {
    case 'ok':
    case 'error': {
      const step = readInt32(condition['step'], 'step of a condition')
      if (step < 0 || step >= place.stepsBefore)
        throw protocolError('Invalid reference to step in a batch condition')
      return { type: condition['type'], step }
    }
    case 'not':
      return { type: 'not', condition: readCondition(condition['cond'], inside) }
    case 'and':
    case 'or':
      return {
        type: condition['type'],
        conditions: readArray(condition['conds'], 'conds').map((item) => readCondition(item, inside)),
      }
    case 'is_autocommit':
      assertHrana3(place.version, 'BatchCond of type `is_autocommit`')
      return { type: 'is_autocommit' }
    default:
      throw protocolError('BatchCond type not recognized')
  }
}

function assertHrana3(version: HranaVersion, what: string): void {
  if (version < 3) throw protocolError(`${what} is only supported in protocol version hrana3 and higher`)
}
