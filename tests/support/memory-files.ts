import type { FilesPort, ImagesPort } from '../../tenants/context.ts'

/** A bucket that lasts as long as its test; `kept` is what is in it. */
export function makeMemoryFiles() {
  const kept = new Map<string, { bytes: Uint8Array; contentType: string }>()
  const files: FilesPort = {
    async put(key, body, { contentType }) {
      const bytes = body instanceof Uint8Array ? body : new Uint8Array(await new Response(body).arrayBuffer())
      kept.set(key, { bytes, contentType })
    },
    async putParts(key, parts, { contentType }) {
      const taken: Uint8Array[] = []
      for await (const { number, bytes } of parts) taken[number - 1] = bytes
      kept.set(key, { bytes: new Uint8Array(Buffer.concat(taken)), contentType })
    },
    async get(key, range) {
      const file = kept.get(key)
      if (!file) return null
      const { offset, length } = range ?? { offset: 0, length: file.bytes.length }
      const part = file.bytes.slice(offset, offset + length)
      return { body: new Blob([part]).stream(), bytes: file.bytes.length, contentType: file.contentType }
    },
    async delete(keys) {
      for (const key of keys) kept.delete(key)
    },
  }
  return { files, kept }
}

/** For what has no pictures: using it fails. */
export const noImages: ImagesPort = {
  describe: () => Promise.reject(new Error('There are no pictures here.')),
  remake: () => Promise.reject(new Error('There are no pictures here.')),
}
