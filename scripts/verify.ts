// The fast gate: npm run verify
import { checks } from './local/checks.ts'
import { runSteps } from './local/run-steps.ts'

const { failed } = await runSteps(checks, { atOnce: 2, say: console.log })
process.exitCode = failed > 0 ? 1 : 0
