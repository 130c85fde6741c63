import { AppError } from '../../tenants/errors.ts'

/** A file as it comes, and how long it will be. */
export type SentFile = { fileName: string; body: ReadableStream<Uint8Array>; bytes: number }

/** A browser's lines before a file are a few hundred bytes. */
const MAX_HEAD_BYTES = 8 * 1024

type Form = { body: ReadableStream<Uint8Array>; contentType: string; contentLength: number }

/**
 * The one file of a form (`multipart/form-data`, RFC 7578) without ever holding it: what stands before it is read, it ends
 * where the form does but for its last line, and so its length is known before it has come. The stream fails when the form
 * ends in any other way.
 *
 * @throws AppError `bad_request` for a form that does not begin with a file.
 */
export async function readMultipartFile({ body, contentType, contentLength }: Form): Promise<SentFile> {
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(contentType)
  const mark = boundary?.[1] ?? boundary?.[2]
  if (mark === undefined) throw noFile()
  const reader = body.getReader()
  const { head, rest } = await readHead(reader)
  const fileName = fileNameOf(head, mark)
  const tail = new TextEncoder().encode(`\r\n--${mark}--\r\n`)
  const bytes = contentLength - head.length - tail.length
  if (fileName === null || bytes < 0) throw noFile()
  return { fileName, bytes, body: cutTail(reader, { rest, tail, bytes }) }
}

type Reader = ReadableStreamDefaultReader<Uint8Array>
const HEAD_END = [13, 10, 13, 10]

/** Reads to the empty line before the file. */
async function readHead(reader: Reader): Promise<{ head: Uint8Array; rest: Uint8Array }> {
  let read = new Uint8Array()
  while (read.length < MAX_HEAD_BYTES) {
    const { value, done } = await reader.read()
    if (done) break
    read = join(read, value)
    const head = read.subarray(0, MAX_HEAD_BYTES)
    const end = head.findIndex((_, at) => HEAD_END.every((byte, index) => head[at + index] === byte))
    if (end !== -1) return { head: read.slice(0, end + 4), rest: read.slice(end + 4) }
  }
  throw noFile()
}

function fileNameOf(head: Uint8Array, mark: string): string | null {
  const text = new TextDecoder().decode(head)
  if (!text.startsWith(`--${mark}\r\n`)) return null
  const [, name] = /^content-disposition:\s*form-data;.*?\bfilename="((?:[^"\\]|\\.)*)"/im.exec(text) ?? []
  // As browsers write a quote.
  return name?.replaceAll('%22', '"') ?? null
}

type Cut = { rest: Uint8Array; tail: Uint8Array; bytes: number }

/** As many bytes as the file has; then what comes has to be the end of the form. */
function cutTail(reader: Reader, { rest, tail, bytes }: Cut): ReadableStream<Uint8Array> {
  let left = bytes
  let ending = new Uint8Array()
  let next: Uint8Array | undefined = rest
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        const chunk = next ?? (await reader.read()).value
        next = undefined
        if (chunk === undefined) {
          const isWhole = left === 0 && isSame(ending, tail)
          return isWhole ? controller.close() : controller.error(noFile())
        }
        const part = chunk.subarray(0, left)
        left -= part.length
        // What is longer than the end of a form is none: no more of it is needed to know.
        if (ending.length <= tail.length) ending = join(ending, chunk.subarray(part.length))
        if (part.length > 0) return controller.enqueue(part)
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at])

function join(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

function noFile(): AppError {
  return new AppError('bad_request', 'This is no form with a file.')
}
