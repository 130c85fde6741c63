// Makes a staff key for a studio, or revokes one: npm run staff-key -- my-studio [--name=Till] | my-studio --revoke=key_…
import { parseArgs } from 'node:util'
import { createStaffKey } from '../tenants/access/create-staff-key.ts'
import { revokeStaffKey } from '../tenants/access/revoke-staff-key.ts'
import { readFleetEnvironment } from './local/read-environment.ts'
import { openStudio } from './seed/open-studio.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { name: { type: 'string', default: 'Staff' }, revoke: { type: 'string' } },
})

try {
  const [slug] = positionals
  if (slug === undefined) throw new Error('Whose key? npm run staff-key -- my-studio')
  const access = { db: await openStudio(readFleetEnvironment(process.env), slug), now: Date.now }
  if (values.revoke === undefined) {
    const { keyId, key } = await createStaffKey(access, { name: values.name })
    console.log(`${key}\nThis is shown once. To revoke it: npm run staff-key -- ${slug} --revoke=${keyId}`)
  } else if (await revokeStaffKey(access, { keyId: values.revoke })) {
    console.log(`${values.revoke} is revoked.`)
  } else {
    throw new Error(`${slug} has no key ${values.revoke} that is in use.`)
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
