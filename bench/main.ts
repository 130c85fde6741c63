/**
 * Everything that has a budget, budget and figure side by side: `npm run bench`, or `npm run bench -- rush bundle` for some.
 *
 * `--json FILE` writes the rows there instead of printing them as the last line; `--strict` makes a missed budget exit
 * code 1. A benchmark that breaks always does.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { benchAdminPaint } from './admin-paint.ts'
import { benchAdminSize } from './admin-size.ts'
import type { BenchRow } from './bench-row.ts'
import { benchBundle } from './bundle.ts'
import { benchCron } from './cron.ts'
import { describeMachine } from './describe-machine.ts'
import { formatTable } from './format-table.ts'
import { benchFleet } from './fleet.ts'
import { benchHostLookup } from './host-lookup.ts'
import { benchLongHistory } from './long-history.ts'
import { benchNewStudio } from './new-studio.ts'
import { benchPortalPage } from './portal-page.ts'
import { benchRush } from './rush.ts'
import { benchSlotEngine } from './slot-engine.ts'
import { benchSlotsEndpoint } from './slots-endpoint.ts'
import { benchStartUp } from './start-up.ts'
import { benchStudioSize } from './studio-size.ts'

/** Of a hundred pages or a thousand studios, which take many minutes: only by name. */
const onlyByName = new Set(['admin-size', 'admin-paint', 'fleet'])

/** One after the other: two at once would slow each other down. */
const benches: Record<string, () => BenchRow[] | Promise<BenchRow[]>> = {
  'slot-engine': benchSlotEngine,
  'slots-endpoint': benchSlotsEndpoint,
  'long-history': benchLongHistory,
  'studio-size': benchStudioSize,
  'admin-size': benchAdminSize,
  'admin-paint': benchAdminPaint,
  rush: benchRush,
  'host-lookup': benchHostLookup,
  cron: benchCron,
  'portal-page': benchPortalPage,
  bundle: benchBundle,
  'start-up': benchStartUp,
  'new-studio': benchNewStudio,
  fleet: benchFleet,
}

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' }, strict: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const unknown = positionals.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are ${Object.keys(benches).join(', ')}.`)
  process.exit(1)
}

const rows: BenchRow[] = []
let isBroken = false
for (const [name, bench] of Object.entries(benches)) {
  if (positionals.length > 0 ? !positionals.includes(name) : onlyByName.has(name)) continue
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${name} …`)
  try {
    rows.push(...(await bench()))
  } catch (error) {
    isBroken = true
    console.error(`${name} broke:`, error)
  }
}
if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K')

const machine = describeMachine()
console.log(`${formatTable(rows)}\n\nMeasured on ${machine}.`)
const json = JSON.stringify({ machine, rows })
if (values.json === undefined) console.log(json)
else writeFileSync(values.json, `${json}\n`)

const isMissed = rows.some(({ isMet }) => !isMet)
process.exit(isBroken || (values.strict && isMissed) ? 1 : 0)
