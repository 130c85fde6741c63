// Studios and the fleet, from a terminal: npm run tenants -- <command> [--json]; without any it says which there are.
// A client of the platform's API: OPERATOR_KEY is an operators' key, PLATFORM_URL where it is (http://platform.localhost:8787).
import { commands } from './fleet/commands.ts'
import { runCommandLine } from './fleet/run-command-line.ts'

process.exitCode = await runCommandLine({
  words: process.argv.slice(2),
  env: process.env,
  commands,
  out: (text) => void process.stdout.write(text),
  errors: process.stderr,
})
