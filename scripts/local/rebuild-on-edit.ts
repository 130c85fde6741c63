import { watch } from 'node:fs'
import { resolve } from 'node:path'
import { build } from './build.ts'
import { projectDir } from './run-command.ts'
import type { RunningWorker } from './run-worker.ts'

const watched = ['web', 'worker', 'tenants', 'db', 'public']
// An editor saves in several steps.
const SETTLED_AFTER_MS = 150

/** Builds anew whenever a source file changes and gives the Worker the new bundle; a broken one leaves the old running. */
export function rebuildOnEdit(worker: RunningWorker, say: (line: string) => void): { stop: () => void } {
  let timer: NodeJS.Timeout | undefined
  let underWay = Promise.resolve()
  const rebuild = async () => {
    const startedAt = performance.now()
    const result = await build()
    if (!result.isOk) return say(`${result.output}\nThe build failed; the last good one goes on.`)
    if (result.output === '') return
    await worker.reload()
    say(`Rebuilt in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  }
  const onEdit = (_event: string, file: string | null) => {
    if (file?.includes('.test.')) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      underWay = underWay.then(rebuild).catch((error: unknown) => say(String(error)))
    }, SETTLED_AFTER_MS)
  }
  const watchers = watched.map((folder) => watch(resolve(projectDir, folder), { recursive: true }, onEdit))
  return {
    stop() {
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
    },
  }
}
