/** sqld's kinds: what a statement needs permission for, and what a blocked namespace still runs. */
export type StatementKind = 'read' | 'write' | 'ddl' | 'begin' | 'end' | 'savepoint'

export interface StatementTraits {
  kind: StatementKind
  writes: boolean
  changesRows: boolean
  inserts: boolean
  isExplain: boolean
  changesConnection: boolean
}

/** Says what a statement is from its tokens (words in upper case). Undefined: a statement sqld does not run either. */
export function classifyStatement(words: string[]): StatementTraits | undefined {
  const [first = '', second = '', third = ''] = words
  switch (first) {
    case 'EXPLAIN':
      return classifyExplained(second === 'QUERY' ? words.slice(3) : words.slice(1))
    case 'WITH':
      return classifyVerb(mainVerb(words))
    case 'BEGIN':
      return { ...plain('begin'), writes: second === 'IMMEDIATE' || second === 'EXCLUSIVE' }
    case 'COMMIT':
    case 'END':
      return plain('end')
    case 'ROLLBACK':
      return second === 'TO' || third === 'TO' ? plain('savepoint') : plain('end')
    case 'SAVEPOINT':
    case 'RELEASE':
      return plain('savepoint')
    case 'PRAGMA':
      return classifyPragma(words)
    case 'CREATE':
      return second.startsWith('TEMP') || isTemporaryName(words) ? undefined : ddl()
    case 'DROP':
    case 'ALTER':
      return ddl()
    case 'REINDEX':
      return { ...plain('write'), writes: true }
    default:
      return classifyVerb(first)
  }
}

function classifyVerb(verb: string): StatementTraits | undefined {
  switch (verb) {
    case 'INSERT':
    case 'REPLACE':
      return { ...plain('write'), writes: true, changesRows: true, inserts: true }
    case 'UPDATE':
    case 'DELETE':
      return { ...plain('write'), writes: true, changesRows: true }
    case 'ATTACH':
    case 'DETACH':
    case 'VACUUM':
    case 'ANALYZE':
      return undefined
    default:
      // SELECT, VALUES, and whatever SQLite will call a syntax error.
      return plain('read')
  }
}

/** The verb behind the common table expressions: the first one outside all parentheses. */
function mainVerb(words: string[]): string {
  let depth = 0
  for (const word of words) {
    if (word === '(') depth++
    else if (word === ')') depth--
    else if (depth === 0 && verbs.has(word)) return word
  }
  return 'SELECT'
}

const verbs = new Set(['SELECT', 'VALUES', 'INSERT', 'REPLACE', 'UPDATE', 'DELETE'])

/** Pragmas may act while SQLite compiles them, so one that is only explained is checked like any other. */
function classifyExplained(words: string[]): StatementTraits | undefined {
  const traits = words[0] === 'PRAGMA' ? classifyPragma(words) : plain('read')
  return traits && { ...traits, isExplain: true }
}

/** `CREATE TABLE temp.t`: the schema's name stands before the dot, ahead of the body. */
function isTemporaryName(words: string[]): boolean {
  const body = words.findIndex((word) => word === '(' || word === 'AS' || word === 'ON')
  const head = body < 0 ? words : words.slice(0, body)
  return /^["`[]?TEMP["`\]]?$/i.test(head[head.indexOf('.') - 1] ?? '')
}

function plain(kind: StatementKind): StatementTraits {
  return {
    kind,
    writes: false,
    changesRows: false,
    inserts: false,
    isExplain: false,
    changesConnection: false,
  }
}

function ddl(): StatementTraits {
  return { ...plain('ddl'), writes: true }
}

const pragmasThatRead = new Set(
  `table_list index_list table_info table_xinfo index_info index_xinfo pragma_list compile_options database_list
  function_list module_list encoding foreign_key_list foreign_key_check collation_list data_version freelist_count
  integrity_check page_count quick_check`.split(/\s+/),
)
const pragmasThatWrite = new Set(['user_version'])
const pragmasOfTheConnection = new Set(['foreign_keys', 'defer_foreign_keys'])
const pragmasOnlyAsked = new Set(
  `analysis_limit application_id auto_vacuum automatic_index busy_timeout cache_size cache_spill cell_size_check
  checkpoint_fullfsync fullfsync hard_heap_limit journal_mode journal_size_limit legacy_alter_table locking_mode
  max_page_count mmap_size page_size query_only read_uncommitted recursive_triggers reverse_unordered_selects
  schema_version secure_delete soft_heap_limit synchronous temp_store threads trusted_schema
  wal_autocheckpoint`.split(/\s+/),
)

/** The pragmas sqld runs. A few may be given a value; the others only tell theirs. */
function classifyPragma(words: string[]): StatementTraits | undefined {
  const dot = words[2] === '.' ? 2 : 0
  const name = (words[1 + dot] ?? '').toLowerCase()
  const hasValue = words.length > 2 + dot
  if (pragmasThatRead.has(name)) return plain('read')
  if (pragmasThatWrite.has(name)) return hasValue ? { ...plain('write'), writes: true } : plain('read')
  if (pragmasOfTheConnection.has(name)) return { ...plain('read'), changesConnection: hasValue }
  return pragmasOnlyAsked.has(name) && !hasValue ? plain('read') : undefined
}
