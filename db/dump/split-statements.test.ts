import { expect, test } from 'vitest'
import { splitStatements } from './split-statements.ts'

function split(text: string, size = 7): string[] {
  const bytes = new TextEncoder().encode(text)
  const splitter = splitStatements()
  const found: string[] = []
  for (let at = 0; at < bytes.length; at += size) found.push(...splitter.add(bytes.subarray(at, at + size)))
  splitter.end()
  return found
}

const hostile = [
  `INSERT INTO "a;b" VALUES('x;''y;', "z;")`,
  'INSERT INTO [odd;name] VALUES(`;`)',
  "INSERT INTO t VALUES('Здравей;\n🧘')",
  "CREATE TRIGGER guard BEFORE INSERT ON t BEGIN SELECT CASE WHEN 1 THEN raise(ABORT, 'END;') END; SELECT 2; END",
  'CREATE TABLE end_of (begin_at INTEGER)',
]

test.each([1, 2, 3, 7, 64, 10_000])('finds each statement whole in pieces of %i bytes', (size) => {
  expect(split(hostile.map((statement) => `${statement};\n`).join(''), size)).toEqual(hostile)
})

test.each(["INSERT INTO t VALUES('a", 'SELECT 1; SELECT 2'])('refuses text that was cut off: %s', (text) => {
  expect(() => split(text)).toThrow('ends within a statement')
})
