import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from '../scripts/local/build.ts'
import { startSystem, type System } from '../scripts/local/start-system.ts'

/** A folder that is gone afterwards. */
export async function inTemporaryFolder<T>(use: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'trainerhub-bench-'))
  try {
    return await use(dir)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** Builds and starts the whole product, without any studio, for as long as `use` takes. @throws Error when it cannot. */
export async function withSystem<T>(use: (system: System) => Promise<T>): Promise<T> {
  const { isOk, output } = await build()
  if (!isOk) throw new Error(output)
  return inTemporaryFolder(async (dataDir) => {
    const system = await startSystem({ dataDir, seed: 'none' })
    try {
      return await use(system)
    } finally {
      await system.close()
    }
  })
}
