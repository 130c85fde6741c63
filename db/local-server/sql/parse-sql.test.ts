import { describe, expect, test } from 'vitest'

import { parseSql, splitSql } from './parse-sql.ts'

describe('splitSql', () => {
  const trigger =
    "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT CASE WHEN 1 THEN 2 END; DELETE FROM b WHERE c = ';'; END"
  const cases: [sql: string, statements: string[]][] = [
    ['', []],
    [' ; ;; -- only a comment', []],
    ['SELECT 1; SELECT 2', ['SELECT 1', 'SELECT 2']],
    [
      "SELECT ';', \";\", `;`, [;], 'it''s;'; SELECT 2",
      ["SELECT ';', \";\", `;`, [;], 'it''s;'", 'SELECT 2'],
    ],
    ['SELECT /* ; */ 1 -- ;\n; SELECT 2', ['SELECT /* ; */ 1', 'SELECT 2']],
    [`${trigger}; SELECT 2`, [trigger, 'SELECT 2']],
    [`EXPLAIN ${trigger}; SELECT 2`, [`EXPLAIN ${trigger}`, 'SELECT 2']],
    ['CREATE TABLE "trigger" (a); SELECT 2', ['CREATE TABLE "trigger" (a)', 'SELECT 2']],
    ["SELECT 'open; SELECT 2", ["SELECT 'open; SELECT 2"]],
    ['SELECT 1 /* open; SELECT 2', ['SELECT 1']],
    ["SELECT x';'; SELECT 2", ["SELECT x';'", 'SELECT 2']],
  ]
  test.each(cases)('%j', (sql, statements) => {
    expect(splitSql(sql)).toEqual(statements)
  })

  test('takes texts of megabytes', () => {
    const text = `'${"''x".repeat(1_000_000)}'`
    expect(splitSql(`SELECT ${text}; SELECT 2`)).toEqual([`SELECT ${text}`, 'SELECT 2'])
  })
})

describe('a statement', () => {
  const cases: [sql: string, traits: object][] = [
    ['select 1', { kind: 'read', writes: false, changesRows: false }],
    ['values (1)', { kind: 'read', writes: false }],
    ['insert into t values (1)', { kind: 'write', writes: true, changesRows: true, inserts: true }],
    ['REPLACE INTO t VALUES (1)', { kind: 'write', writes: true, inserts: true }],
    ['UPDATE t SET a = 1', { kind: 'write', writes: true, changesRows: true, inserts: false }],
    ['/* hi */ DELETE FROM t', { kind: 'write', writes: true, changesRows: true }],
    ['WITH x AS (INSERT) SELECT 1', { kind: 'read', writes: false }],
    ['WITH x(a) AS (SELECT 1), y AS (SELECT 2) INSERT INTO t SELECT 1', { kind: 'write', inserts: true }],
    ['WITH x AS MATERIALIZED (SELECT 1) UPDATE t SET a = 1', { kind: 'write', changesRows: true }],
    ['CREATE INDEX i ON t (a)', { kind: 'ddl', writes: true }],
    ['CREATE VIEW v AS SELECT temp.a FROM temp', { kind: 'ddl', writes: true }],
    ['DROP TABLE t', { kind: 'ddl', writes: true }],
    ['BEGIN', { kind: 'begin', writes: false }],
    ['BEGIN DEFERRED', { kind: 'begin', writes: false }],
    ['BEGIN TRANSACTION READONLY', { kind: 'begin', writes: false }],
    ['BEGIN IMMEDIATE TRANSACTION', { kind: 'begin', writes: true }],
    ['BEGIN EXCLUSIVE', { kind: 'begin', writes: true }],
    ['END', { kind: 'end' }],
    ['ROLLBACK', { kind: 'end' }],
    ['ROLLBACK TRANSACTION TO s', { kind: 'savepoint' }],
    ['RELEASE s', { kind: 'savepoint' }],
    ['EXPLAIN QUERY PLAN DELETE FROM t', { kind: 'read', writes: false, isExplain: true }],
    ['PRAGMA table_info(t)', { kind: 'read', writes: false }],
    ['PRAGMA main.user_version', { kind: 'read', writes: false }],
    ['PRAGMA main.user_version = 3', { kind: 'write', writes: true }],
    ['PRAGMA foreign_keys', { kind: 'read', changesConnection: false }],
    ['PRAGMA foreign_keys = OFF', { kind: 'read', changesConnection: true }],
    ['PRAGMA journal_mode', { kind: 'read' }],
  ]
  test.each(cases)('%s', (sql, traits) => {
    expect(parseSql(sql)).toMatchObject([traits])
  })

  const parameters: [sql: string, names: (string | null)[]][] = [
    ['SELECT ?, ?', [null, null]],
    ['SELECT ?2, ?', [null, '?2', null]],
    ['SELECT :a, @a, $a, :a', [':a', '@a', '$a']],
    ['SELECT :b, ?1, ?3', [':b', null, '?3']],
    ['SELECT $a::b(c), :ключ', ['$a::b(c)', ':ключ']],
    ['SELECT \':a\', "?", [?1] -- :b', []],
    ['SELECT ?0, ?40000', []],
  ]
  test.each(parameters)('%s has parameters %j', (sql, names) => {
    expect(parseSql(sql)[0]?.parameters).toEqual(names)
  })
})
