// Writes the SQL migrations into modules that the Worker, the scripts and the tests can import:
//   node scripts/bundle-migrations.ts
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'

export const migrationKinds = ['registry', 'tenant'] as const

/** The text of `db/<kind>/migrations/bundle.ts`, from the SQL files beside it in the order of their numbers. */
export async function bundleMigrations(kind: (typeof migrationKinds)[number]): Promise<string> {
  const folder = `db/${kind}/migrations`
  const migrations = listSqlFiles(folder).map((file) => ({
    name: file.replace('.sql', ''),
    statements: readFileSync(`${folder}/${file}`, 'utf8')
      .split('--> statement-breakpoint')
      .map((statement) => statement.trim()),
  }))
  const text = `// Written by scripts/bundle-migrations.ts from the SQL files beside it.
import type { Migration } from '../../migrate-database.ts'

export const ${kind}Migrations: readonly Migration[] = ${JSON.stringify(migrations)}`
  return format(text, { ...(await resolveConfig('package.json')), parser: 'typescript' })
}

/** The text of `db/tenant/migrations/newest.ts`: requests need to know how many there are, and none of their SQL. */
export function countMigrations(): string {
  return `// Written by scripts/bundle-migrations.ts from the SQL files beside it.

/** The version that the last of them brings: \`0000_first.sql\` brings version 1. */
export const NEWEST_TENANT_VERSION = ${listSqlFiles('db/tenant/migrations').length}
`
}

const listSqlFiles = (folder: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()

if (import.meta.main) {
  for (const kind of migrationKinds)
    writeFileSync(`db/${kind}/migrations/bundle.ts`, await bundleMigrations(kind))
  writeFileSync('db/tenant/migrations/newest.ts', countMigrations())
}
