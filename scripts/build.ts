// Builds the site and the Worker for this machine: npm run build
import { build } from './local/build.ts'

const { isOk, output } = await build()
if (!isOk) console.error(output)
process.exitCode = isOk ? 0 : 1
