import { describe, expect, test } from 'vitest'
import { remakePicture } from '../../tenants/uploads/remake-picture.ts'
import { makeImages } from '../../worker/providers/cloudflare-images.ts'
import { makeFiles } from '../../worker/providers/r2-files.ts'
import { joined, photoWithPlace, pngOf, samplePicture, TAKEN_AT } from '../support/sample-pictures.ts'
import { bindings } from './bindings.ts'

const images = makeImages(bindings.IMAGES)
const text = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)
const bytesOf = (words: string) => new TextEncoder().encode(words)

describe('pictures, as the Workers runtime decodes them', () => {
  test.each(['jpeg', 'png', 'webp', 'avif', 'moving'] as const)('are made anew from %s', async (kind) => {
    const sent = samplePicture(kind)
    const size = kind === 'jpeg' ? { width: 48, height: 32 } : { width: 16, height: 8 }
    expect(await images.describe(sent)).toMatchObject(size)

    const made = await remakePicture({ images }, { bytes: sent, purpose: 'hero' })
    expect(made).toMatchObject({ ...size, files: [{ name: `${size.width}.webp` }] })
    expect(made.preview).toMatch(/^data:image\/webp;base64,/)
    const [file] = made.files
    // Still: no chunk of an animation.
    expect(text(file?.bytes ?? new Uint8Array())).not.toContain('ANIM')
  })

  test('stand upright, and do not say where they were taken', async () => {
    const sent = photoWithPlace()
    expect(text(sent)).toContain(TAKEN_AT)
    const made = await remakePicture({ images }, { bytes: sent, purpose: 'trainer' })

    expect(made).toMatchObject({ width: 32, height: 48 })
    for (const { bytes } of made.files) {
      expect(text(bytes)).not.toContain('GPS')
      expect(text(bytes)).not.toContain('Exif')
    }
    expect(atob(made.preview?.split(',')[1] ?? '')).not.toContain('GPS')
  })

  test('are refused when they cannot be decoded, whatever their first bytes say', async () => {
    const jpeg = samplePicture('jpeg')
    const png = samplePicture('png')
    const broken = {
      truncated: jpeg.subarray(0, 200),
      'truncated PNG': png.subarray(0, 60),
      'a page with the head of a PNG': joined(png.subarray(0, 33), bytesOf('<script>alert(1)</script>')),
      'another size than it says': pngOf(4_000, 4_000),
    }
    for (const [what, bytes] of Object.entries(broken)) {
      await expect(remakePicture({ images }, { bytes, purpose: 'hero' }), what).rejects.toMatchObject({
        code: 'invalid_input',
        details: { errors: [{ path: 'file', code: 'broken' }] },
      })
    }
    expect(await images.describe(bytesOf('<html>'))).toBeNull()
  })

  test('lose what was hung on to them', async () => {
    const sent = joined(samplePicture('jpeg'), bytesOf('<script>alert(1)</script>'))
    const { files } = await remakePicture({ images }, { bytes: sent, purpose: 'hero' })
    expect(files.map(({ bytes }) => text(bytes)).join('')).not.toContain('script')
  })
})

test('the bucket keeps each studio its own part', async () => {
  const [one, other] = [makeFiles(bindings.FILES, 'ten_one'), makeFiles(bindings.FILES, 'ten_other')]
  await one.put('uploads/x/16.webp', samplePicture('webp'), { contentType: 'image/webp' })
  expect(await other.get('uploads/x/16.webp')).toBeNull()
  const kept = await one.get('uploads/x/16.webp')
  expect(kept).toMatchObject({ contentType: 'image/webp' })
  expect((await new Response(kept?.body).bytes()).length).toBe(samplePicture('webp').length)
})
