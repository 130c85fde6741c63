import type { FilesPort } from '../../tenants/context.ts'

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
    async putParts(key, parts, { contentType }) {
      const upload = await bucket.createMultipartUpload(own(key), { httpMetadata: { contentType } })
      try {
        const uploaded: R2UploadedPart[] = []
        for await (const { number, bytes } of parts) uploaded.push(await upload.uploadPart(number, bytes))
        await upload.complete(uploaded)
      } catch (error) {
        await upload.abort().catch(() => undefined)
        throw error
      }
    },
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
