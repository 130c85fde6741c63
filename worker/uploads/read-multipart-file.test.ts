import { expect, test } from 'vitest'
import { isAppError } from '../../tenants/errors.ts'
import { readMultipartFile } from './read-multipart-file.ts'

/** A form as a browser sends it, in pieces of so many bytes. */
async function makeForm(file: File, size: number, changes: { end?: string } = {}) {
  const form = new FormData()
  form.set('file', file)
  const sent = new Response(form)
  const contentType = sent.headers.get('content-type') ?? ''
  const whole = new Uint8Array(await sent.arrayBuffer())
  const ending = changes.end === undefined ? [] : [...new TextEncoder().encode(changes.end)]
  const bytes =
    changes.end === undefined ? whole : new Uint8Array([...whole.slice(0, -ending.length), ...ending])
  let at = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.slice(at, at + size))
      at += size
    },
  })
  return { body, contentType, contentLength: bytes.length }
}

const content = 'Name\r\n\r\n--not the end--\r\nМария\r\n'

test('the file of a form is passed on as it was, wherever the form is cut into pieces', async () => {
  const file = new File([content], 'клиенти "1".csv')
  const { contentLength } = await makeForm(file, 1)
  for (let size = 1; size <= contentLength; size += 1) {
    const { fileName, body, bytes } = await readMultipartFile(await makeForm(file, size))
    expect(await new Response(body).text(), `in pieces of ${size}`).toBe(content)
    expect([fileName, bytes]).toEqual(['клиенти "1".csv', new TextEncoder().encode(content).length])
  }
})

test('a form that ends in another way is no file, however much of it has come', async () => {
  for (const size of [1, 7, 10_000]) {
    const form = await makeForm(new File([content], 'a.csv'), size, { end: '-x' })
    const { body } = await readMultipartFile(form)
    const error: unknown = await new Response(body).text().catch((thrown: unknown) => thrown)
    expect(isAppError(error, 'bad_request')).toBe(true)
  }
})

test.each([
  ['that is none', 'Name\nAnn\n', 'multipart/form-data; boundary=x'],
  ['without a boundary', '--x\r\n', 'multipart/form-data'],
  [
    'with a field first',
    '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n',
    'multipart/form-data; boundary=x',
  ],
])('a form %s is refused', async (_what, text, contentType) => {
  const body = new Response(text).body ?? new ReadableStream()
  const error: unknown = await readMultipartFile({ body, contentType, contentLength: text.length }).catch(
    (thrown: unknown) => thrown,
  )
  expect(isAppError(error, 'bad_request')).toBe(true)
})
