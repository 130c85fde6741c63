import { Hono } from 'hono'
import { openPictureFile } from '../../tenants/uploads/open-picture-file.ts'
import type { AppEnv } from '../app-env.ts'

/** Nothing runs and nothing is loaded, even where somebody opens a drawing by its address. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"

/**
 * The files of the studio's pictures, `/files/<upload>/<file>`: what has an address never changes. Whoever has it already
 * is told so only for what is there.
 */
export const pictureFiles = new Hono<AppEnv>().get('/:upload/:file', async (c) => {
  const { upload, file } = c.req.param()
  const etag = `"${upload}-${file}"`
  const isKnown = c.req.header('if-none-match')?.includes(etag) ?? false
  const found = await openPictureFile(c.var.ctx, { uploadId: upload, file, isKnown })
  const headers = {
    'Content-Type': found.contentType,
    'Content-Security-Policy': POLICY,
    'Cache-Control': 'public, max-age=31536000, immutable',
    ETag: etag,
  }
  if (isKnown) return new Response(null, { status: 304, headers })
  return new Response(found.body, { headers: { ...headers, 'Content-Length': String(found.bytes) } })
})
