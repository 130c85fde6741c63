export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]

const HEAD_BYTES = 8_192
/** Delimiters, digits and line ends alone make every tenth character one with an empty half, in any language. */
const UTF16_SHARE = 0.05

/**
 * How a file's letters are written: by its mark; else UTF-16 by the empty halves of plain letters; else UTF-8, when all
 * of it is; else Cyrillic or Western by how its letters beyond ASCII stand: in rows, or alone among plain ones.
 */
export async function detectEncoding(chunks: AsyncIterable<Uint8Array>): Promise<Encoding> {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let head: Uint8Array<ArrayBufferLike> = new Uint8Array()
  let isUtf8 = true
  const letters = { inRows: 0, alone: 0 }
  for await (const chunk of chunks) {
    if (head.length < HEAD_BYTES) head = join(head, chunk.subarray(0, HEAD_BYTES - head.length))
    countLetters(chunk, letters)
    isUtf8 = isUtf8 && takes(() => strict.decode(chunk, { stream: true }))
  }
  isUtf8 = isUtf8 && takes(() => strict.decode())
  const wide = findUtf16(head)
  if (wide) return wide
  if (isUtf8) return 'utf-8'
  return letters.inRows > letters.alone ? 'windows-1251' : 'windows-1252'
}

/** How many bytes of a mark the file begins with. */
export function markLength(head: Uint8Array, encoding: Encoding): number {
  if (encoding === 'utf-8') return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0
  if (encoding === 'utf-16le') return head[0] === 0xff && head[1] === 0xfe ? 2 : 0
  if (encoding === 'utf-16be') return head[0] === 0xfe && head[1] === 0xff ? 2 : 0
  return 0
}

function findUtf16(head: Uint8Array): Encoding | null {
  if (markLength(head, 'utf-16le') > 0) return 'utf-16le'
  if (markLength(head, 'utf-16be') > 0) return 'utf-16be'
  const empty = [0, 0]
  head.forEach((byte, index) => {
    if (byte === 0) empty[index % 2] = (empty[index % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = empty
  const least = (head.length / 2) * UTF16_SHARE
  if (odd > least && odd > even * 4) return 'utf-16le'
  return even > least && even > odd * 4 ? 'utf-16be' : null
}

/** Cyrillic words are rows of bytes above 0xBF; of Western ones a letter here and there is. */
function countLetters(chunk: Uint8Array, letters: { inRows: number; alone: number }): void {
  let run = 0
  for (let index = 0; index <= chunk.length; index += 1) {
    if ((chunk[index] ?? 0) >= 0xc0) {
      run += 1
      continue
    }
    if (run > 2) letters.inRows += run
    else letters.alone += run
    run = 0
  }
}

function takes(work: () => unknown): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
