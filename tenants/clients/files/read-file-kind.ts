/** What may be kept of a client, by what it is; `ending` is how its name ends. */
export type FileKind = { contentType: string; endings: readonly [string, ...string[]] }

const pdf: FileKind = { contentType: 'application/pdf', endings: ['pdf'] }
const jpeg: FileKind = { contentType: 'image/jpeg', endings: ['jpg', 'jpeg'] }
const png: FileKind = { contentType: 'image/png', endings: ['png'] }
const webp: FileKind = { contentType: 'image/webp', endings: ['webp'] }
const heic: FileKind = { contentType: 'image/heic', endings: ['heic', 'heif'] }
const text: FileKind = { contentType: 'text/plain; charset=utf-8', endings: ['txt'] }

/** How a HEIC file says what it is, in its first box (ISO 14496-12, 23008-12). */
const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'])

/** What a file is by its bytes, whatever it is called; null for what is not kept. */
export function readFileKind(bytes: Uint8Array): FileKind | null {
  const head = String.fromCharCode(...bytes.subarray(0, 16))
  if (head.startsWith('%PDF-')) return pdf
  if (head.startsWith('\u00FF\u00D8\u00FF')) return jpeg
  if (head.startsWith('\u0089PNG\r\n\u001A\n')) return png
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return webp
  if (head.slice(4, 8) === 'ftyp' && HEIC_BRANDS.has(head.slice(8, 12))) return heic
  return isText(bytes) ? text : null
}

/** Whole UTF-8 without control characters other than those of lines. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
    // oxlint-disable-next-line no-control-regex
    return !/[\u0000-\u0008\u000B\u000E-\u001F\u007F]/.test(decoded)
  } catch {
    return false
  }
}

const LONGEST_NAME = 120

/** A name as it is kept: what was sent without its folders and odd signs, ending as what the file is. */
export function toFileName(sent: string, { endings }: FileKind): string {
  const last = sent.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"<>:|?*]/gu, '')
    .trim()
  const dot = clean.lastIndexOf('.')
  const ending = dot < 0 ? '' : clean.slice(dot + 1).toLowerCase()
  const isKnown = endings.includes(ending)
  const stem = (isKnown ? clean.slice(0, dot) : clean).slice(0, LONGEST_NAME).toWellFormed().trim()
  return `${stem || 'file'}.${isKnown ? ending : endings[0]}`
}
