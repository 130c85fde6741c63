import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { settings, uploads } from '../../db/tenant/schema/index.ts'
import { drawnImages } from '../../tests/support/drawn-images.ts'
import { makeTeam, people, refusal } from '../../tests/support/make-team.ts'
import { samplePicture } from '../../tests/support/sample-pictures.ts'
import { hours } from '../durations.ts'
import { AppError } from '../errors.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { addPicture } from '../uploads/add-picture.ts'
import { changeSite } from './change-site.ts'
import { getSite } from './get-site.ts'
import { presets } from './presets.ts'
import { previewSite } from './preview-site.ts'
import { restoreSite } from './restore-site.ts'
import type { SiteInput } from './site-input.ts'

async function open() {
  const team = await makeTeam()
  const as = async (who: string) => ({ ...(await team.as(who)), images: drawnImages })
  return { team, as, ctx: await as(people.martin) }
}

const faultsOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error
      return (error.details.errors ?? []).map(({ path, code }) => `${path} ${code}`).join(', ')
    },
  )

describe('changeSite', () => {
  it('publishes what is given, and leaves the rest as it is', async () => {
    const { ctx } = await open()
    const before = await getSite(ctx)
    const after = await changeSite(ctx, {
      theme: { brandColor: ' #F50 ', accentColor: '' },
      content: { sections: ['services', 'visit'], hoursNote: { en: 'By agreement', bg: '' } },
      texts: { tagline: 'Lift more' },
    })
    expect(after).toEqual({
      ...before,
      edition: before.edition + 1,
      theme: { ...before.theme, brandColor: '#ff5500', accentColor: null },
      content: { sections: ['services', 'visit'], hoursNote: { en: 'By agreement' } },
      texts: { ...before.texts, tagline: { [before.defaultLocale]: 'Lift more' } },
    })
    expect(await getSite(ctx)).toEqual(after)
    expect((await changeSite(ctx, { content: { sections: null } })).content).toEqual({
      hoursNote: { en: 'By agreement' },
    })
  })

  it.each<[string, unknown]>([
    ['theme.brandColor not_a_color', { theme: { brandColor: 'red' } }],
    ['theme.brandColor not_a_color', { theme: { brandColor: '#12345' } }],
    ['theme.brandColor not_a_color', { theme: { brandColor: '#ff5a1f;background:url(//evil.test)' } }],
    ['theme.accentColor not_a_color', { theme: { accentColor: 'var(--x)' } }],
    ['theme.corners invalid', { theme: { corners: 'round}body{display:none' } }],
    ['theme.typePair invalid', { theme: { typePair: 'Comic Sans' } }],
    ['content.sections invalid', { content: { sections: ['visit', 'visit'] } }],
    ['content.sections.0 invalid', { content: { sections: ['<script>'] } }],
    ['texts.tagline.en too_long', { texts: { tagline: { en: 'x'.repeat(161) } } }],
    ['texts.about.bg not_plain', { texts: { about: { bg: 'a\u202Eb' } } }],
    ['content.socialLinks.0.url not_their_address', social('javascript:alert(1)')],
    ['content.socialLinks.0.url not_their_address', social('http://instagram.com/iron')],
    ['content.socialLinks.0.url not_their_address', social('https://instagram.com.evil.test/iron')],
    ['content.socialLinks.0.url not_their_address', social('https://x:y@instagram.com/iron')],
    ['content.logoId not_there', { content: { logoId: 'upl_none' } }],
  ])('refuses %s', async (fault, change) => {
    const { ctx } = await open()
    const before = await getSite(ctx)
    // What somebody may send, whatever the types say.
    expect(await faultsOf(changeSite(ctx, change as SiteInput))).toBe(fault)
    expect(await getSite(ctx)).toEqual(before)
  })

  it('keeps nothing of what is no field of it', async () => {
    const { ctx } = await open()
    const sent = { theme: { css: 'body{}' }, content: { html: '<b>' }, texts: {}, currency: 'CHF' }
    const { theme, content } = await changeSite(ctx, sent as SiteInput)
    expect(Object.keys(theme)).not.toContain('css')
    expect(content).toEqual({})
  })

  it('completes the address of a network', async () => {
    const { ctx } = await open()
    const { content } = await changeSite(ctx, social('www.instagram.com/iron') as SiteInput)
    expect(content.socialLinks).toEqual([{ kind: 'instagram', url: 'https://www.instagram.com/iron' }])
  })

  it('shows a logo that is one, and no other picture in its place', async () => {
    const { ctx } = await open()
    const add = (purpose: 'logo' | 'hero') =>
      addPicture(ctx, { bytes: async () => samplePicture('png'), purpose })
    const [logo, hero] = [await add('logo'), await add('hero')]
    expect(await faultsOf(changeSite(ctx, { content: { logoId: hero.id } }))).toBe('content.logoId not_there')
    await changeSite(ctx, { content: { logoId: logo.id, heroPhotoId: hero.id } })
    const { pictures } = await getCatalogue(ctx)
    expect([...pictures.keys()].toSorted()).toEqual([logo.id, hero.id].toSorted())
  })

  it('tells the second of two that somebody was first', async () => {
    const { as, ctx } = await open()
    const { edition } = await getSite(ctx)
    await changeSite(await as(people.olga), { edition, theme: { corners: 'round' } })
    const late = changeSite(ctx, { edition, theme: { corners: 'sharp' } })
    expect(await refusal(late)).toEqual(['changed_meanwhile', 'changed_meanwhile'])
    expect((await getSite(ctx)).theme.corners).toBe('round')
  })

  it('is for those who run the studio', async () => {
    const { as } = await open()
    for (const who of [people.dora, people.maria, people.ana]) {
      const [code] = await refusal(changeSite(await as(who), { theme: { corners: 'sharp' } }))
      expect(code).toBe('forbidden')
    }
  })

  it.each(Object.entries(presets))('begins with the look of %s', async (_name, theme) => {
    const { ctx } = await open()
    expect((await changeSite(ctx, { theme })).theme).toEqual(theme)
  })
})

describe('restoreSite', () => {
  it('takes back what was published last, pictures included', async () => {
    const { team, ctx } = await open()
    const add = () => addPicture(ctx, { bytes: async () => samplePicture('png'), purpose: 'logo' })
    const [first, second] = [await add(), await add()]
    await changeSite(ctx, { content: { logoId: first.id } })
    team.clock.advance(hours(30))
    const before = await getSite(ctx)
    await changeSite(ctx, { theme: { corners: 'round' }, content: { logoId: second.id } })
    await restoreSite(ctx)
    expect(await getSite(ctx)).toEqual({ ...before, edition: before.edition + 2 })
    expect(team.kept.has(`uploads/${first.id}/16.webp`)).toBe(true)
  })

  it('is possible for an hour; then the picture that was replaced goes with the next change', async () => {
    const { team, ctx } = await open()
    const add = () => addPicture(ctx, { bytes: async () => samplePicture('png'), purpose: 'logo' })
    const [first, second] = [await add(), await add()]
    await changeSite(ctx, { content: { logoId: first.id } })
    team.clock.advance(hours(30))
    await changeSite(ctx, { content: { logoId: second.id } })
    team.clock.advance(hours(2))
    expect(await refusal(restoreSite(ctx))).toEqual(['not_allowed', 'nothing_to_undo'])
    await changeSite(ctx, { theme: { corners: 'round' } })
    expect([...team.kept.keys()]).toEqual([`uploads/${second.id}/16.webp`])
    const [rows] = await ctx.db.read([ctx.db.orm.select().from(uploads).where(eq(uploads.id, first.id))])
    expect(rows).toEqual([])
  })
})

describe('previewSite', () => {
  it('shows a draft, and keeps nothing of it', async () => {
    const { ctx } = await open()
    const before = await getSite(ctx)
    const shown = await previewSite(ctx, {
      theme: { brandColor: '#123', corners: 'nonsense' },
      content: { heroTitle: { en: 'Draft' }, sections: ['about'] },
      texts: 'nonsense',
    })
    const { studio } = await getCatalogue(shown)
    expect(studio.theme).toEqual({ ...before.theme, brandColor: '#112233' })
    expect(studio.site).toMatchObject({ heroTitle: { en: 'Draft' }, sections: ['about'] })
    expect((await getCatalogue(ctx)).studio.theme).toEqual(before.theme)
    const [[row]] = await ctx.db.read([ctx.db.orm.select().from(settings)])
    expect(row?.theme).toEqual(before.theme)
  })

  it('is for staff who may see the settings', async () => {
    const { team, as } = await open()
    expect(await refusal(previewSite(team.makeContext(), {}))).toEqual(['unauthorized', undefined])
    expect(await refusal(previewSite(await as(people.maria), {}))).toEqual(['forbidden', 'settings_view'])
    expect(await refusal(previewSite(await as(people.dora), {}))).toBe('done')
  })
})

function social(url: string) {
  return { content: { socialLinks: [{ kind: 'instagram', url }] } }
}
