// Builds for production and sends it to Cloudflare: npm run deploy [-- --dry-run]
import { parseArgs } from 'node:util'
import { buildForProduction, buildPortal } from './local/build.ts'
import { findDeployFaults } from './local/deploy-faults.ts'
import { runCommand } from './local/run-command.ts'

const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } })

const portal = await buildPortal()
if (!portal.isOk) fail(portal.output)
if (values['dry-run']) {
  const { isOk, output } = await buildForProduction()
  if (!isOk) fail(output)
  console.log(output.trim())
  process.exit(0)
}

const secrets = await runCommand('wrangler', ['secret', 'list', '--env', 'production', '--format', 'json'])
if (!secrets.isOk)
  fail(`${secrets.output}\nCloudflare did not say which secrets there are: npx wrangler login`)
const faults = findDeployFaults(secrets.output)
if (faults.length > 0) fail(faults.join('\n'))

const deployed = await runCommand('wrangler', ['deploy', '--env', 'production'])
if (!deployed.isOk) fail(deployed.output)
console.log(deployed.output.trim())

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
