import { describe, expect, it } from 'vitest'
import type { Theme } from '../../tenants/studio/get-catalogue.ts'
import { drawMark } from './draw-mark.ts'
import { drawShareImage } from './draw-share-image.ts'
import { renderThemeCss, themeVersion } from './render-theme-css.ts'
import { typePairs } from './type-pairs.ts'

const ironWorks: Theme = {
  brandColor: '#ff5a1f',
  accentColor: '#ffd23f',
  mood: 'dark',
  typePair: 'oswald-source',
  corners: 'sharp',
  hero: 'pattern',
  density: 'compact',
  pattern: 'plates',
}
const choices: Partial<Theme>[] = [
  { brandColor: '#8a4f7d' },
  { accentColor: null },
  { mood: 'paper' },
  { typePair: 'playfair-commissioner' },
  { corners: 'round' },
  { density: 'airy' },
  { pattern: 'petals' },
  { pattern: 'waves' },
  { pattern: 'grid' },
]

describe('renderThemeCss', () => {
  it('has a new version for every choice that changes it, and the same for the same', () => {
    const versions = [ironWorks, ...choices.map((choice) => ({ ...ironWorks, ...choice }))].map(themeVersion)
    expect(new Set(versions).size).toBe(versions.length)
    expect(themeVersion({ ...ironWorks })).toBe(versions[0])
  })

  it('brings only the fonts of its own pair', () => {
    const css = renderThemeCss(ironWorks)
    const families = [...css.matchAll(/@font-face\{font-family:'([^']+)'/g)].map(([, name]) => name)
    expect(new Set(families)).toEqual(new Set(['Oswald', 'Source Sans 3']))
  })

  it('is dark by night, unless it always is, and light on paper', () => {
    expect(renderThemeCss(ironWorks)).not.toContain('prefers-color-scheme')
    expect(renderThemeCss({ ...ironWorks, mood: 'paper' })).toContain('prefers-color-scheme:dark')
    expect(renderThemeCss(ironWorks)).toMatch(/@media print\{:root\{color-scheme:light/)
  })

  it.each(Object.keys(typePairs))('is complete with the pair %s', (name) => {
    const typePair = name as Theme['typePair']
    for (const choice of choices) {
      const css = renderThemeCss({ ...ironWorks, ...choice, typePair })
      expect(css).not.toMatch(/undefined|NaN|\[object/)
    }
  })

  it('draws a sign and a share image that names cannot break', () => {
    const name = 'Bread & <Butter> "Gym"'
    expect(drawMark(ironWorks, '<&')).toContain('&lt;&amp;')
    const image = drawShareImage(ironWorks, { name, tagline: name })
    expect(image).toContain('BREAD &amp;')
    expect(image).not.toContain('<Butter>')
    expect(image).not.toContain('<image')
    const logo = { href: 'data:image/svg+xml;base64,PHN2Zy8+"', width: 1200, height: 300 }
    const signed = drawShareImage(ironWorks, { name, tagline: name, logo })
    expect(signed).toContain('width="384" height="96" href="data:image/svg+xml;base64,PHN2Zy8+&quot;"')
  })
})
