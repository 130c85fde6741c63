import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { invalidFields } from '../parse-input.ts'
import { cleanSvg, looksLikeSvg, SvgError } from './clean-svg.ts'
import { DRAWING, type Purpose } from './picture.ts'
import { readPictureHeader } from './read-picture-header.ts'

/** More than any camera's file. */
export const MAX_UPLOAD_BYTES = 15 * 1024 * 1024
const MAX_PIXELS = 50_000_000
const MAX_SIDE = 16_000
/** A strip is no picture of anything, and its shorter side would be nothing once it is scaled. */
const MAX_RATIO = 8
const WIDTHS = [320, 640, 1280, 1920]
const PREVIEW_WIDTH = 24
const MAX_PREVIEW_BYTES = 2_048

/** What is kept of what was sent. */
export type Remade = {
  width: number
  height: number
  files: { name: string; bytes: Uint8Array; width: number; height: number; contentType: string }[]
  preview: string | null
}

/**
 * Makes what is kept of a file that somebody sent, from its pixels or shapes alone: never a byte of the file itself, so that
 * where and with what a photo was taken is gone. Photos become WebP in several widths, none wider than they are.
 *
 * @throws AppError `payload_too_large`; `invalid_input` for `file`: `empty`, `not_a_picture`, `broken`, `too_many_pixels`,
 *   `odd_shape`, `only_logos` (a drawing that is no logo), or a word of `SvgError`.
 */
export async function remakePicture(
  { images }: Pick<TenantContext, 'images'>,
  { bytes, purpose }: { bytes: Uint8Array; purpose: Purpose },
): Promise<Remade> {
  if (bytes.length === 0) throw wrong('empty')
  if (bytes.length > MAX_UPLOAD_BYTES) {
    throw new AppError('payload_too_large', 'A picture may have 15 MB at most.')
  }
  const header = readPictureHeader(bytes)
  if (!header) return redraw(bytes, purpose)
  const { width, height } = header
  if (width * height > MAX_PIXELS || Math.max(width, height) > MAX_SIDE) throw wrong('too_many_pixels')
  if (Math.max(width, height) > MAX_RATIO * Math.min(width, height)) throw wrong('odd_shape')

  const remake = async (source: Uint8Array, wantedWidth: number) => {
    const made = await images.remake(source, { width: wantedWidth, format: 'webp' })
    const size = made && readPictureHeader(made)
    if (!made || size?.format !== 'webp') throw wrong('broken')
    return { bytes: made, width: size.width, height: size.height }
  }
  // The others are made of the largest: what is decoded once need not be trusted again.
  const largest = await remake(bytes, Math.max(...WIDTHS))
  const narrower = WIDTHS.filter((one) => one < largest.width)
  const smaller = await Promise.all(narrower.map((one) => remake(largest.bytes, one)))
  const tiny = purpose === 'logo' ? null : await remake(largest.bytes, PREVIEW_WIDTH)
  return {
    width: largest.width,
    height: largest.height,
    files: [...smaller, largest].map((made) => ({
      ...made,
      name: `${made.width}.webp`,
      contentType: 'image/webp',
    })),
    preview: tiny && tiny.bytes.length <= MAX_PREVIEW_BYTES ? toDataUrl(tiny.bytes) : null,
  }
}

function redraw(bytes: Uint8Array, purpose: Purpose): Remade {
  if (!looksLikeSvg(bytes)) throw wrong('not_a_picture')
  if (purpose !== 'logo') throw wrong('only_logos')
  const { svg, width, height } = drawAnew(bytes)
  if (Math.max(width, height) > MAX_RATIO * Math.min(width, height)) throw wrong('odd_shape')
  const drawn = new TextEncoder().encode(svg)
  return {
    width,
    height,
    files: [{ name: DRAWING, bytes: drawn, width, height, contentType: 'image/svg+xml' }],
    preview: null,
  }
}

function drawAnew(bytes: Uint8Array) {
  try {
    return cleanSvg(bytes)
  } catch (error) {
    throw error instanceof SvgError ? wrong(error.fault) : error
  }
}

function toDataUrl(bytes: Uint8Array): string {
  return `data:image/webp;base64,${btoa(String.fromCharCode(...bytes))}`
}

const sentences: Record<string, string> = {
  empty: 'The file is empty.',
  not_a_picture: 'This is no picture that can be used: JPEG, PNG, WebP, AVIF, or SVG for logos.',
  broken: 'This picture cannot be read. Save it once more, as JPEG or PNG.',
  too_many_pixels: 'This picture is too large: 50 megapixels at most.',
  odd_shape: 'This picture is too long or too high for its other side.',
  only_logos: 'A drawing (SVG) can be a logo. Photos are JPEG, PNG, WebP or AVIF.',
  not_svg: 'This drawing cannot be read. Export it once more, as plain SVG.',
  svg_doctype: 'This drawing brings a document type along. Export it as plain SVG, without DOCTYPE.',
  svg_too_large: 'This drawing is too large for a logo.',
  svg_too_deep: 'This drawing is made of too many things within things.',
  svg_no_size: 'This drawing does not say how large it is: it needs a viewBox, or width and height.',
}

/** What is wrong with the file, and what to do about it. */
function wrong(code: string): AppError {
  return invalidFields([{ path: 'file', code, message: sentences[code] ?? 'This cannot be used.' }])
}
