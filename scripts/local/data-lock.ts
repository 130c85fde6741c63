import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Makes this process the only one that works on a data directory, until `release`. Gives the process id of the other one
 * when there is one; a lock whose process is gone counts for nothing.
 */
export function lockDataDir(dataDir: string): { release: () => void } | { heldBy: number } {
  mkdirSync(dataDir, { recursive: true })
  const path = join(dataDir, 'lock')
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, String(process.pid))
  try {
    for (;;) {
      try {
        // Unlike opening the file, a link appears with its content or not at all.
        linkSync(draft, path)
        return { release: () => rmSync(path, { force: true }) }
      } catch (error) {
        if (!isFileError(error, 'EEXIST')) throw error
      }
      const heldBy = readHolder(path)
      if (heldBy !== undefined && isAlive(heldBy)) return { heldBy }
      rmSync(path, { force: true })
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

function readHolder(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8')) || undefined
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return undefined
    throw error
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process is one, too.
    return isFileError(error, 'EPERM')
  }
}

function isFileError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
