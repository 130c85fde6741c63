import type { FilesPort } from '../../tenants/context.ts'
import type { FleetFiles } from '../../tenants/fleet/fleet-context.ts'

/** The most keys R2 deletes in one request. */
const MOST_KEYS = 1_000

/** A studio's part of the bucket: every key begins with its id. */
export function makeFiles(bucket: R2Bucket, tenantId: string): FilesPort {
  const own = (key: string) => `${tenantId}/${key}`
  return {
    async put(key, body, { contentType, bytes }) {
      const httpMetadata = { contentType }
      if (body instanceof Uint8Array || bytes === undefined) {
        await bucket.put(own(key), body, { httpMetadata })
        return
      }
      // R2 takes only streams whose length is known; one that is shorter or longer than it says fails.
      const { readable, writable } = new FixedLengthStream(bytes)
      await Promise.all([body.pipeTo(writable), bucket.put(own(key), readable, { httpMetadata })])
    },
    putParts: (key, parts, about) => putParts(bucket, { key: own(key), parts, ...about }),
    async get(key, range) {
      const file = await bucket.get(own(key), range ? { range } : {})
      if (!file) return null
      const contentType = file.httpMetadata?.contentType ?? 'application/octet-stream'
      return { body: file.body, bytes: file.size, contentType }
    },
    async delete(keys) {
      for (let start = 0; start < keys.length; start += MOST_KEYS) {
        await bucket.delete(keys.slice(start, start + MOST_KEYS).map(own))
      }
    },
  }
}

/** The platform's own part: what is under `backups/` is no studio's. */
export function makeFleetFiles(bucket: R2Bucket): FleetFiles {
  return {
    putParts: (key, parts, about) => putParts(bucket, { key, parts, ...about }),
    async get(key) {
      const file = await bucket.get(key)
      return file && { body: file.body, bytes: file.size }
    },
    async delete(keys) {
      for (let start = 0; start < keys.length; start += MOST_KEYS) {
        await bucket.delete(keys.slice(start, start + MOST_KEYS))
      }
    },
    async deleteOfTenant(tenantId) {
      let [files, bytes] = [0, 0]
      for (;;) {
        const { objects, truncated } = await bucket.list({ prefix: `${tenantId}/`, limit: MOST_KEYS })
        if (objects.length > 0) await bucket.delete(objects.map(({ key }) => key))
        files += objects.length
        bytes += objects.reduce((sum, { size }) => sum + size, 0)
        if (!truncated) return { files, bytes }
      }
    },
  }
}

type FileInParts = { key: string; parts: Parameters<FilesPort['putParts']>[1]; contentType: string }

async function putParts(bucket: R2Bucket, { key, parts, contentType }: FileInParts): Promise<void> {
  const upload = await bucket.createMultipartUpload(key, { httpMetadata: { contentType } })
  try {
    const uploaded: R2UploadedPart[] = []
    for await (const { number, bytes } of parts) uploaded.push(await upload.uploadPart(number, bytes))
    await upload.complete(uploaded)
  } catch (error) {
    await upload.abort().catch(() => undefined)
    throw error
  }
}
