import type { Encoding } from '../../tenants/imports/detect-encoding.ts'

const marks: Partial<Record<Encoding, number[]>> = {
  'utf-8': [0xef, 0xbb, 0xbf],
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
}

/** A text as a file of it, for encodings that nothing writes any more. */
export function encode(text: string, encoding: Encoding, { mark = false } = {}): Uint8Array {
  const bytes =
    encoding === 'utf-8' ? [...new TextEncoder().encode(text)] : text.split('').flatMap(toBytes(encoding))
  return new Uint8Array([...(mark ? (marks[encoding] ?? []) : []), ...bytes])
}

function toBytes(encoding: Encoding): (unit: string) => number[] {
  if (encoding.startsWith('windows')) return singleBytes(encoding)
  const isLittle = encoding === 'utf-16le'
  return (unit) => {
    const [high, low] = [unit.charCodeAt(0) >> 8, unit.charCodeAt(0) & 255]
    return isLittle ? [low, high] : [high, low]
  }
}

function singleBytes(encoding: Encoding): (letter: string) => number[] {
  const letters = new TextDecoder(encoding).decode(new Uint8Array(256).map((_, byte) => byte))
  return (letter) => [letters.indexOf(letter)]
}
