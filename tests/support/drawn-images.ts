import type { ImagesPort } from '../../tenants/context.ts'
import { readPictureHeader } from '../../tenants/uploads/read-picture-header.ts'

/** For verbs: makes WebP headers of the right size, and nothing behind them. Decoding is tried in `tests/worker/`. */
export const drawnImages: ImagesPort = {
  describe: async (bytes) => readPictureHeader(bytes),
  async remake(bytes, { width: most }) {
    const header = readPictureHeader(bytes)
    if (!header) return null
    const width = Math.min(header.width, most)
    return webpOf(width, Math.max(1, Math.round((header.height * width) / header.width)))
  },
}

function webpOf(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(30)
  bytes.set(new TextEncoder().encode('RIFF....WEBPVP8X'))
  for (const [at, side] of [
    [24, width - 1],
    [27, height - 1],
  ] as const) {
    bytes.set([side & 255, (side >> 8) & 255, side >> 16], at)
  }
  return bytes
}
