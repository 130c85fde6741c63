import type { ImagesPort } from '../../tenants/context.ts'

const QUALITY = 82

/** Cloudflare Images decodes and encodes; what it writes carries nothing but the picture. */
export function makeImages(images: ImagesBinding): ImagesPort {
  return {
    async describe(bytes) {
      try {
        const info = await images.info(streamOf(bytes))
        return 'width' in info ? { format: info.format, width: info.width, height: info.height } : null
      } catch (error) {
        return orNull(error)
      }
    },
    async remake(bytes, { width, format }) {
      try {
        const made = await images
          .input(streamOf(bytes))
          .transform({ width, fit: 'scale-down' })
          .output({ format: `image/${format}`, quality: QUALITY })
        return new Uint8Array(await made.response().arrayBuffer())
      } catch (error) {
        return orNull(error)
      }
    },
  }
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new Blob([new Uint8Array(bytes)]).stream()
}

/** What cannot be decoded is an answer; what cannot be reached is not. */
function orNull(error: unknown): null {
  if (error instanceof Error && error.name === 'ImagesError') return null
  // Its errors are known by their code (developers.cloudflare.com/images/transform-images/bindings).
  if (error instanceof Error && 'code' in error && typeof error.code === 'number' && error.code < 9600)
    return null
  throw error
}
