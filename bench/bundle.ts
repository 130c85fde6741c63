import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, buildForProduction, productionBundle } from '../scripts/local/build.ts'
import { projectDir } from '../scripts/local/run-command.ts'
import { atMost, type BenchRow } from './bench-row.ts'

const clientBuild = resolve(projectDir, 'build/client')

/** The pages from a studio's door to the booking that is made, by the names of their files in `web/routes`. */
const FLOW = /^root$|^routes\/\(\$lang\)\.(_index|book\.|bookings\.\$bookingId\._index)/

/** What is deployed and what a client's browser loads, compressed. @throws Error when it cannot be built. */
export async function benchBundle(): Promise<BenchRow[]> {
  for (const make of [build, buildForProduction]) {
    const { isOk, output } = await make()
    if (!isOk) throw new Error(output)
  }
  const modules = readdirSync(productionBundle).filter((name) => /\.(js|wasm|txt|bin)$/.test(name))
  const scripts = listScripts()
  return [
    atMost(1_200, {
      name: 'Worker bundle',
      figure: kilobytes(modules.map((name) => join(productionBundle, name))),
      unit: 'kB gzip',
    }),
    atMost(100, {
      name: 'JavaScript of the booking flow',
      figure: kilobytes(scripts),
      unit: 'kB gzip',
      detail: `${scripts.length} files, from home page to confirmation`,
    }),
  ]
}

function kilobytes(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0) / 1_000
}

type Manifest = {
  entry: { module: string; imports: string[] }
  routes: Record<string, { module: string; imports: string[] }>
}

/** Every module that the pages of the flow load, by the manifest that Remix itself goes by. @throws Error without one. */
function listScripts(): string[] {
  const [path] = globSync('assets/manifest-*.js', { cwd: clientBuild })
  const text = path === undefined ? '' : readFileSync(join(clientBuild, path), 'utf8')
  const start = text.indexOf('{')
  if (start < 0) throw new Error('The build has no manifest')
  const manifest = JSON.parse(text.slice(start, text.lastIndexOf('}') + 1)) as Manifest
  const pages = Object.entries(manifest.routes).filter(([id]) => FLOW.test(id))
  // Root, home, the four steps and the booking; fewer means that the pattern no longer fits the routes.
  if (pages.length < 7) throw new Error(`Only ${pages.length} pages of the flow are in the manifest`)
  const parts = [manifest.entry, ...pages.map(([, route]) => route)]
  const urls = new Set(parts.flatMap(({ module, imports }) => [module, ...imports]))
  return [...urls].map((url) => join(clientBuild, url))
}
