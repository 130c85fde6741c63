/** What a file is and how large it will be, as its first bytes say: nothing is decoded for it. */
export type PictureHeader = {
  format: 'jpeg' | 'png' | 'webp' | 'avif' | 'heic'
  width: number
  height: number
}

/**
 * Reads the header of a picture. Neither a file's name nor the type it was sent with says anything.
 *
 * @returns null for whatever is no picture of these kinds, or ends before it says how large it is.
 */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const header = readJpeg(view) ?? readPng(view) ?? readWebp(view) ?? readHeif(view)
    return header && header.width > 0 && header.height > 0 ? header : null
  } catch (error) {
    // It ends too soon.
    if (error instanceof RangeError) return null
    throw error
  }
}

const textAt = (view: DataView, at: number, length = 4): string =>
  String.fromCharCode(...Array.from({ length }, (_, index) => view.getUint8(at + index)))

const START_OF_FRAME = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf])

/** Segments, each with its length, until the one that begins the frame (ITU T.81, B.1). */
function readJpeg(view: DataView): PictureHeader | null {
  if (view.getUint16(0) !== 0xffd8) return null
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    // Any number of fill bytes may stand before a marker.
    while (view.getUint8(at) === 0xff && view.getUint8(at + 1) === 0xff) at += 1
    if (view.getUint8(at) !== 0xff) return null
    if (!START_OF_FRAME.has(view.getUint8(at + 1))) continue
    return { format: 'jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
  }
}

const PNG_SIGNATURE = '\u0089PNG\r\n\u001a\n'

function readPng(view: DataView): PictureHeader | null {
  if (textAt(view, 0) !== PNG_SIGNATURE.slice(0, 4) || textAt(view, 0, 8) !== PNG_SIGNATURE) return null
  if (textAt(view, 12) !== 'IHDR') return null
  return { format: 'png', width: view.getUint32(16), height: view.getUint32(20) }
}

/** The three kinds of RFC 9649: lossy, lossless, extended. */
function readWebp(view: DataView): PictureHeader | null {
  if (textAt(view, 0) !== 'RIFF' || textAt(view, 8) !== 'WEBP') return null
  const kind = textAt(view, 12)
  const size = (width: number, height: number): PictureHeader => ({ format: 'webp', width, height })
  if (kind === 'VP8 ') return size(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff)
  if (kind === 'VP8L') {
    const packed = view.getUint32(21, true)
    return size((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1)
  }
  if (kind !== 'VP8X') return null
  const threeBytes = (at: number) => (view.getUint8(at) | (view.getUint16(at + 1, true) << 8)) + 1
  return size(threeBytes(24), threeBytes(27))
}

const HEIF_BRANDS: Record<string, 'avif' | 'heic'> = {
  avif: 'avif',
  avis: 'avif',
  heic: 'heic',
  heix: 'heic',
  mif1: 'heic',
  msf1: 'heic',
}

/** Further in, nobody writes how large a picture is. */
const HEIF_HEADER_BYTES = 65_536

/** The largest `ispe` there is (ISO 23008-12, 6.5.3): a picture may be made of tiles. */
function readHeif(view: DataView): PictureHeader | null {
  if (textAt(view, 4) !== 'ftyp') return null
  const format = HEIF_BRANDS[textAt(view, 8)]
  if (!format) return null
  let [width, height] = [0, 0]
  const end = Math.min(view.byteLength, HEIF_HEADER_BYTES) - 16
  for (let at = 8; at <= end; at += 1) {
    if (view.getUint8(at) !== 0x69 || textAt(view, at) !== 'ispe') continue
    width = Math.max(width, view.getUint32(at + 8))
    height = Math.max(height, view.getUint32(at + 12))
  }
  return { format, width, height }
}
