import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** After a crash the file holds the old text or the new one, whole. */
export function writeFileDurably(path: string, text: string): void {
  const draft = `${path}.draft`
  writeFileSync(draft, text, { flush: true })
  renameDurably(draft, path)
}

export function renameDurably(from: string, to: string): void {
  renameSync(from, to)
  syncDirectory(dirname(to))
}

/** Makes new names in a directory survive a power cut. Windows cannot and need not. */
export function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(directory, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
