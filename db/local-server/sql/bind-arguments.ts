import { StatementError } from '../errors.ts'
import type { EngineValue } from './connection.ts'
import type { SqlStatement } from './parse-sql.ts'

export interface StatementArguments {
  positional: EngineValue[]
  /** By name, with or without its prefix. */
  named: Map<string, EngineValue>
}

/**
 * The values of a statement's parameters in SQLite's order. sqld's rules: positional or named but not both, none
 * missing, no more than there are parameters. Throws StatementError ARGS_INVALID, ARGS_BOTH_POSITIONAL_AND_NAMED.
 */
export function bindArguments(statement: SqlStatement, args: StatementArguments): EngineValue[] {
  const { positional, named } = args
  const { parameters } = statement
  if (positional.length > 0 && named.size > 0) {
    throw new StatementError(
      'ARGS_BOTH_POSITIONAL_AND_NAMED',
      'Specifying both positional and named arguments is not supported',
    )
  }
  const given = positional.length + named.size
  if (given > parameters.length) {
    throw mismatch(`too many parameters, expected ${parameters.length} found ${given}`)
  }
  return parameters.map((name, index) => {
    const value = name === null || name.startsWith('?') ? positional[index] : findNamed(named, name)
    if (value !== undefined) return value
    // Explaining a statement needs no values.
    if (statement.isExplain) return null
    throw mismatch(`value for parameter ${name ?? index + 1} not found`)
  })
}

function findNamed(named: Map<string, EngineValue>, name: string): EngineValue | undefined {
  return named.has(name) ? named.get(name) : named.get(name.slice(1))
}

function mismatch(reason: string): StatementError {
  return new StatementError('ARGS_INVALID', `Arguments do not match SQL parameters: ${reason}`)
}
