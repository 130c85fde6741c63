import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Theme } from '../../tenants/studio/get-catalogue.ts'
import { BODY_CONTRAST, CONTROL_CONTRAST, contrast } from './contrast.ts'
import { makePalette, type Palette } from './palette.ts'

const hexColor = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)
const plain: Theme = {
  brandColor: '#7a3b5d',
  accentColor: null,
  mood: 'white',
  typePair: 'manrope',
  corners: 'soft',
  hero: 'plain',
  density: 'regular',
  pattern: 'grid',
}

const anyTheme = fc
  .record({
    brandColor: hexColor,
    accentColor: fc.option(hexColor),
    mood: fc.constantFrom<Theme['mood'][]>('paper', 'white', 'dark'),
  })
  .map((choices): Theme => ({ ...plain, ...choices }))

const surfacesOf = (palette: Palette) => [palette.surface, palette.raised, palette.sunken]
const tintsOf = ({ brand, accent, danger }: Palette) =>
  [brand, accent, danger].flatMap(({ soft, softer }) => [soft, softer])

/** Every pair of colours that meets on a page, with the contrast it must reach. */
function pairsOf(palette: Palette): [string, string, string, number][] {
  const grounds = [...surfacesOf(palette), ...tintsOf(palette)]
  const texts = { ink: palette.ink, inkSoft: palette.inkSoft }
  const fills = { brand: palette.brand, accent: palette.accent, danger: palette.danger }
  return [
    ...Object.entries(texts).flatMap(([name, ink]) =>
      grounds.map((on) => pair(name, ink, on, BODY_CONTRAST)),
    ),
    ...grounds.map((on) => pair('focus', palette.focus, on, CONTROL_CONTRAST)),
    ...grounds.map((on) => pair('control', palette.control, on, CONTROL_CONTRAST)),
    ...Object.entries(fills).flatMap(([name, fill]) => [
      pair(`${name} text`, fill.on, fill.fill, BODY_CONTRAST),
      pair(`${name} text, hovered`, fill.on, fill.hover, BODY_CONTRAST),
      ...grounds.map((on) => pair(`${name} ink`, fill.ink, on, BODY_CONTRAST)),
      ...surfacesOf(palette).map((on) => pair(`${name} edge`, fill.edge, on, CONTROL_CONTRAST)),
    ]),
  ]
}
const pair = (name: string, one: string, on: string, least: number): [string, string, string, number] => [
  name,
  one,
  on,
  least,
]

describe('makePalette', () => {
  it('keeps text at 4.5:1 and controls at 3:1 for any colours, in every mood, by day and by night', () => {
    fc.assert(
      fc.property(
        anyTheme,
        fc.constantFrom<('light' | 'dark' | undefined)[]>('dark', undefined),
        (theme, ground) => {
          const weak = pairsOf(makePalette(theme, ground)).filter(
            ([, one, on, least]) => contrast(one, on) < least,
          )
          expect(weak).toEqual([])
        },
      ),
      { numRuns: 400, seed: 7 },
    )
  })

  it('leaves a brand colour that is good enough as it is', () => {
    const { brand } = makePalette({ ...plain, brandColor: '#7a3b5d' })
    expect(brand).toMatchObject({ fill: '#7a3b5d', edge: '#7a3b5d', on: '#ffffff' })
  })

  it('changes a fill under the pointer, away from its text', () => {
    for (const brandColor of ['#7a3b5d', '#ff5a1f', '#ffe14d', '#0f766e']) {
      const { brand } = makePalette({ ...plain, brandColor })
      expect(contrast(brand.on, brand.hover)).toBeGreaterThan(contrast(brand.on, brand.fill))
    }
  })

  it('puts dark text on a pale fill and sets it off from the page', () => {
    const { brand } = makePalette({ ...plain, brandColor: '#ffe14d' })
    expect(contrast(brand.on, '#000000')).toBeLessThan(2)
    expect(brand.edge).not.toBe(brand.fill)
  })
})
