import { StatementError } from '../errors.ts'
import { parseSql, parseStatement } from '../sql/parse-sql.ts'
import type { BatchStep, StatementRequest, StreamRequest } from './parse-requests.ts'
import { resolveSql, storeSql } from './resolve-sql.ts'
import { runBatch } from './run-batch.ts'
import { runStatement, type Run } from './run-statement.ts'
import { ResponseBudget, ResultBuilder, type StatementResult } from './statement-result.ts'

export interface HranaError {
  message: string
  code: string
}

export type StreamResult = { type: 'ok'; response: object } | { type: 'error'; error: HranaError }

/** Runs the requests of one pipeline in order; one that fails does not keep the next from running. */
export async function runPipeline(run: Run, requests: StreamRequest[]): Promise<StreamResult[]> {
  const results: StreamResult[] = []
  for (const request of requests) results.push(await runRequest(run, request))
  return results
}

async function runRequest(run: Run, request: StreamRequest): Promise<StreamResult> {
  try {
    return { type: 'ok', response: { type: request.type, ...(await respond(run, request)) } }
  } catch (error) {
    if (error instanceof StatementError) return { type: 'error', error: toHranaError(error) }
    throw error
  }
}

export function toHranaError({ message, code }: StatementError): HranaError {
  return { message, code }
}

async function respond(run: Run, request: StreamRequest): Promise<object> {
  const { stream, limits } = run
  switch (request.type) {
    case 'execute':
      return { result: await execute(run, request.statement) }
    case 'batch':
      return { result: await batch(run, request.steps) }
    case 'sequence':
      await sequence(run, resolveSql(stream, request))
      return {}
    case 'describe':
      return { result: describe(run, resolveSql(stream, request)) }
    case 'store_sql':
      storeSql(stream, request, limits)
      return {}
    case 'close_sql':
      stream.storedSql.delete(request.sqlId)
      return {}
    case 'get_autocommit':
      stream.connection()
      return { is_autocommit: !stream.inTransaction }
    case 'close':
      stream.close()
      return {}
  }
}

async function execute(run: Run, request: StatementRequest): Promise<StatementResult> {
  run.stream.connection()
  const statement = parseStatement(resolveSql(run.stream, request))
  const builder = new ResultBuilder(new ResponseBudget(run.limits.responseBytes), request.wantRows)
  return builder.finish(await runStatement(run, statement, { args: request, sink: builder }))
}

async function batch(
  run: Run,
  steps: BatchStep[],
): Promise<{ step_results: (StatementResult | null)[]; step_errors: (HranaError | null)[] }> {
  run.stream.connection()
  const budget = new ResponseBudget(run.limits.responseBytes)
  const results = steps.map((): StatementResult | null => null)
  const errors = steps.map((): HranaError | null => null)
  let builder = new ResultBuilder(budget, true)
  await runBatch(run, steps, {
    begin: (_step, wantRows) => (builder = new ResultBuilder(budget, wantRows)),
    end: (step, outcome) => (results[step] = builder.finish(outcome)),
    fail: (step, error) => (errors[step] = toHranaError(error)),
  })
  return { step_results: results, step_errors: errors }
}

const nowhere = { columns: () => {}, row: () => {} }
const noArguments = { positional: [], named: new Map() }

/** Stops at the first statement that fails. */
async function sequence(run: Run, sql: string): Promise<void> {
  run.stream.connection()
  const statements = parseSql(sql)
  for (const statement of statements) await runStatement(run, statement, { args: noArguments, sink: nowhere })
}

function describe(run: Run, sql: string): object {
  const connection = run.stream.connection()
  const statement = parseStatement(sql)
  const cols = connection.describe(statement)
  return {
    params: statement.parameters.map((name) => ({ name })),
    cols,
    is_explain: statement.isExplain,
    is_readonly: !statement.writes && statement.kind !== 'write',
  }
}
