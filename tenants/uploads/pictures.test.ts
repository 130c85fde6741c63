import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { settings, trainers, uploads } from '../../db/tenant/schema/index.ts'
import { drawnImages } from '../../tests/support/drawn-images.ts'
import { makeTeam, people } from '../../tests/support/make-team.ts'
import { joined, pngOf, samplePicture } from '../../tests/support/sample-pictures.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { days, hours } from '../durations.ts'
import { AppError } from '../errors.ts'
import { addPicture } from './add-picture.ts'
import { describePicture } from './describe-picture.ts'
import { listPictures } from './list-pictures.ts'
import { openPictureFile } from './open-picture-file.ts'
import type { Purpose } from './picture.ts'
import { prunePictures } from './prune-pictures.ts'
import { removePicture } from './remove-picture.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0h4" onclick="x()"/></svg>'

async function open() {
  const team = await makeTeam()
  const ctx = { ...(await team.as(people.martin)), images: drawnImages }
  const add = (bytes: Uint8Array, purpose: Purpose = 'hero') =>
    addPicture(ctx, { bytes: async () => bytes, purpose })
  return { team, ctx, add }
}

/** The code of the field that is wrong, or of the failure. */
const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => 'taken',
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error
      return error.details.errors?.[0]?.code ?? error.details.reason ?? error.code
    },
  )

describe('addPicture', () => {
  it('keeps widths up to its own, and never more', async () => {
    const { team, add } = await open()
    const { id, sizes, width } = await add(pngOf(1_500, 1_000))
    expect(width).toBe(1_500)
    expect(sizes.map((size) => size.src)).toEqual(
      [320, 640, 1280, 1500].map((one) => `/files/${id}/${one}.webp`),
    )
    expect(sizes[0]).toMatchObject({ width: 320, height: 213 })
    expect([...team.kept.keys()].toSorted()).toEqual(
      [1280, 1500, 320, 640].map((one) => `uploads/${id}/${one}.webp`),
    )
  })

  it('draws a logo anew, and takes drawings for nothing else', async () => {
    const { team, add } = await open()
    const { id, sizes } = await add(bytesOf(LOGO), 'logo')
    expect(sizes).toEqual([{ width: 40, height: 10, src: `/files/${id}/drawing.svg` }])
    const kept = team.kept.get(`uploads/${id}/drawing.svg`)
    expect(new TextDecoder().decode(kept?.bytes)).not.toContain('onclick')
    expect(await faultOf(add(bytesOf(LOGO), 'trainer'))).toBe('only_logos')
  })

  it.each<[string, Uint8Array]>([
    ['empty', new Uint8Array()],
    ['not_a_picture', bytesOf('<html><script>alert(1)</script></html>')],
    ['not_a_picture', bytesOf('%PDF-1.7\n%\u00e2')],
    ['not_a_picture', bytesOf('GIF89a/*<script>*/=1;alert(1)')],
    ['not_a_picture', bytesOf('MZ\u0090')],
    ['not_a_picture', samplePicture('jpeg').subarray(0, 10)],
    ['not_a_picture', joined(bytesOf('\n'), samplePicture('png'))],
    ['too_many_pixels', pngOf(60_000, 60_000)],
    ['too_many_pixels', pngOf(10_000, 5_001)],
    ['too_many_pixels', pngOf(2_147_483_647, 1)],
    ['odd_shape', pngOf(9_000, 100)],
    ['payload_too_large', new Uint8Array(15 * 1024 * 1024 + 1)],
    ['svg_doctype', bytesOf(`<!DOCTYPE svg>${LOGO}`)],
  ])('refuses as %s what is no picture for a site, and keeps nothing', async (fault, bytes) => {
    const { team, ctx, add } = await open()
    expect(await faultOf(add(bytes, 'logo'))).toBe(fault)
    expect(team.kept.size).toBe(0)
    expect(await listPictures(ctx)).toEqual([])
  })

  it('takes no more than a studio needs', async () => {
    const { ctx, add } = await open()
    const row = { purpose: 'hero' as const, width: 1, height: 1, variants: [], author: 'x' }
    const rows = Array.from({ length: 300 }, (_, index) => ({
      ...row,
      id: `upl_${index}`,
      createdAt: ctx.now(),
    }))
    await ctx.db.write([ctx.db.orm.insert(uploads).values(rows)])
    expect(await faultOf(add(samplePicture('png')))).toBe('quota')
  })

  it('looks at nothing that somebody sends who may not', async () => {
    const { team } = await open()
    const ctx = await team.as(people.dora)
    const bytes = () => Promise.reject(new Error('was read'))
    expect(await faultOf(addPicture(ctx, { bytes, purpose: 'logo' }))).toBe('settings_change')
  })
})

describe('pictures', () => {
  it('stay while something shows them', async () => {
    const { team, ctx, add } = await open()
    const { id } = await add(samplePicture('png'), 'trainer')
    const isIt = eq(trainers.id, ids.maria)
    await ctx.db.write([ctx.db.orm.update(trainers).set({ photoId: id }).where(isIt)])
    expect(await faultOf(removePicture(ctx, { uploadId: id }))).toBe('in_use')
    expect(await listPictures(ctx)).toMatchObject([{ id, isInUse: true }])
    team.clock.advance(days(400))
    await prunePictures(ctx)
    expect(team.kept.size).toBe(1)

    await ctx.db.write([ctx.db.orm.update(trainers).set({ photoId: null }).where(isIt)])
    await removePicture(ctx, { uploadId: id })
    expect(team.kept.size).toBe(0)
    expect(await faultOf(removePicture(ctx, { uploadId: id }))).toBe('not_found')
  })

  it('go when nothing has shown them for a day, and not before the site can no longer be changed back', async () => {
    const { team, ctx, add } = await open()
    const [used, replaced] = [await add(samplePicture('png')), await add(samplePicture('png'))]
    const show = (heroPhotoId: string) =>
      ctx.db.write([ctx.db.orm.update(settings).set({ site: { heroPhotoId } })])
    await show(used.id)
    team.clock.advance(hours(23))
    await prunePictures(ctx)
    expect(await listPictures(ctx)).toHaveLength(2)
    team.clock.advance(hours(2))
    await prunePictures(ctx)
    expect(await listPictures(ctx)).toMatchObject([{ id: used.id }])
    expect([...team.kept.keys()].join()).not.toContain(replaced.id)
  })

  it('are found by their own address alone', async () => {
    const { team, ctx, add } = await open()
    const { id } = await add(samplePicture('png'))
    expect(await openPictureFile(ctx, { uploadId: id, file: '16.webp' })).toMatchObject({
      contentType: 'image/webp',
    })
    team.kept.set('downloads/secret.db', { bytes: new Uint8Array([1]), contentType: 'x/y' })
    for (const [uploadId, file] of [
      [id, '17.webp'],
      [id, ''],
      [id, '../16.webp'],
      ['..', '../downloads/secret.db'],
      ['downloads', 'secret.db'],
      ['upl_00000000000000000000', '16.webp'],
    ] as const) {
      expect(await faultOf(openPictureFile(ctx, { uploadId, file }))).toBe('not_found')
    }
  })
})

describe('describePicture', () => {
  it('changes what is said in place of a picture, and nothing else of it', async () => {
    const { ctx, add } = await open()
    const picture = await add(samplePicture('jpeg'))
    const alt = { en: 'A hall with a bar', bg: 'Зала с лост' }

    expect(await describePicture(ctx, { uploadId: picture.id, alt })).toEqual({ ...picture, alt })
    expect((await listPictures(ctx))[0]?.alt).toEqual(alt)
    expect(await faultOf(describePicture(ctx, { uploadId: picture.id, alt: { en: 'x'.repeat(201) } }))).toBe(
      'too_long',
    )
    expect(await faultOf(describePicture(ctx, { uploadId: 'upl_none', alt }))).toBe('not_found')
  })

  it('is for who may change the site', async () => {
    const { team, add } = await open()
    const { id } = await add(samplePicture('jpeg'))
    const dora = await team.as(people.dora)

    expect(await faultOf(describePicture(dora, { uploadId: id, alt: {} }))).toBe('settings_change')
  })
})
