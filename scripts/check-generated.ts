// What is made from other files has been made anew, and the lock file names no place to download from.
import { readFileSync } from 'node:fs'
import { bundleMigrations, migrationKinds } from './bundle-migrations.ts'

const faults: string[] = []
for (const kind of migrationKinds) {
  const path = `db/${kind}/migrations/bundle.ts`
  if (readFileSync(path, 'utf8') !== (await bundleMigrations(kind))) {
    faults.push(`${path} is not what its SQL files say: npm run bundle-migrations`)
  }
}
if (/"resolved": "http/.test(readFileSync('package-lock.json', 'utf8'))) {
  faults.push(
    'package-lock.json names where packages were downloaded from: npm install --omit-lockfile-registry-resolved',
  )
}
for (const line of faults) console.log(line)
process.exitCode = faults.length > 0 ? 1 : 0
