// What is made from other files has been made anew, and the lock file is whole.
import { readFileSync } from 'node:fs'
import { bundleMigrations, countMigrations, migrationKinds } from './bundle-migrations.ts'
import { findLockFaults } from './find-lock-faults.ts'

const faults: string[] = []
for (const kind of migrationKinds) {
  const path = `db/${kind}/migrations/bundle.ts`
  if (readFileSync(path, 'utf8') !== (await bundleMigrations(kind))) {
    faults.push(`${path} is not what its SQL files say: npm run bundle-migrations`)
  }
}
if (readFileSync('db/tenant/migrations/newest.ts', 'utf8') !== countMigrations()) {
  faults.push('db/tenant/migrations/newest.ts does not count its SQL files: npm run bundle-migrations')
}
faults.push(
  ...findLockFaults(readFileSync('package-lock.json', 'utf8')).map((fault) => `package-lock.json: ${fault}`),
)
for (const line of faults) console.log(line)
process.exitCode = faults.length > 0 ? 1 : 0
