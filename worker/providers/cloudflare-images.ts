import type { ImagesPort } from '../../tenants/context.ts'
import { AppError } from '../../tenants/errors.ts'

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
          .output({ format: `image/${format}`, quality: QUALITY, anim: false })
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

/**
 * What the picture is to blame for: no picture, too large, a kind it does not know
 * (developers.cloudflare.com/images/reference/troubleshooting). Miniflare says 9523 of all that it cannot decode.
 */
const PICTURE_AT_FAULT = new Set([9402, 9412, 9413, 9520, 9523])

/** What cannot be decoded is an answer; what cannot be reached is not. */
function orNull(error: unknown): null {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (typeof code === 'number' && PICTURE_AT_FAULT.has(code)) return null
  throw new AppError('unavailable', 'Pictures cannot be worked on just now. Please try again in a minute.', {
    cause: error,
  })
}
