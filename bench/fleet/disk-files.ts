import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { FleetFiles } from '../../tenants/fleet/fleet-context.ts'

/** A folder in place of the bucket: a file is there once all its parts were written to the disk, as in R2. */
export function makeDiskFiles(dir: string): FleetFiles {
  return {
    async putParts(key, parts) {
      const path = join(dir, key)
      await mkdir(dirname(path), { recursive: true })
      const draft = await open(`${path}.draft`, 'w')
      try {
        for await (const { bytes } of parts) await draft.writeFile(bytes)
        await draft.sync()
      } finally {
        await draft.close()
      }
      await rename(`${path}.draft`, path)
    },
    async get(key) {
      const path = join(dir, key)
      const found = await stat(path).catch(() => undefined)
      if (!found) return null
      // Of bytes, as no encoding is asked for.
      const body = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>
      return { body, bytes: found.size }
    },
    async delete(keys) {
      for (const key of keys) await rm(join(dir, key), { force: true })
    },
    deleteOfTenant: () => Promise.reject(new Error('No studio is deleted here.')),
  }
}
