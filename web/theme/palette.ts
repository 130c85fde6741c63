import type { Theme } from '../../tenants/studio/get-catalogue.ts'
import { colorScale, neutralScale, type ColorScale } from './color-scale.ts'
import {
  BODY_CONTRAST,
  CONTROL_CONTRAST,
  contrast,
  leastContrast,
  mendContrast,
  textOn,
  toHex,
  toOklch,
} from './contrast.ts'

/** What a fill needs to carry a button, a label or a panel. */
type Fill = {
  fill: string
  hover: string
  /** Text on the fill and its hover. */
  on: string
  /** The line that sets the fill off from the page. */
  edge: string
  /** The same colour as text on any surface or tint. */
  ink: string
  soft: string
  softer: string
}

/** Every colour of the portal, for one ground. Text reaches 4.5:1 and controls 3:1 in every state. */
export type Palette = {
  ground: 'light' | 'dark'
  surface: string
  raised: string
  sunken: string
  line: string
  control: string
  ink: string
  inkSoft: string
  focus: string
  brand: Fill
  accent: Fill
  danger: Fill
  scales: { brand: ColorScale; accent: ColorScale; neutral: ColorScale }
}

const DANGER = '#c8322b'
// Hue of unbleached paper.
const WARM_HUE = 82

/** Derives all colours from the studio's choices, for its own mood or for visitors who prefer the dark. */
export function makePalette(theme: Theme, ground = groundOf(theme)): Palette {
  const neutral = neutralOf(theme, ground)
  const [surface = '', raised = '', sunken = ''] = surfacesOf(theme, ground, neutral)
  const brandScale = colorScale(theme.brandColor, ground)
  const accentScale = colorScale(theme.accentColor ?? theme.brandColor, ground)
  const dangerScale = colorScale(DANGER, ground)
  const tints = [brandScale, accentScale, dangerScale].flatMap((scale) => [scale[1] ?? '', scale[2] ?? ''])
  const surfaces = [surface, raised, sunken]
  const grounds = [...surfaces, ...tints]
  const ends = { light: lightEnd(neutral, ground), dark: darkEnd(neutral, ground) }
  const fillOf = (scale: ColorScale): Fill => makeFill(scale, { surfaces, grounds, ...ends })
  const brand = fillOf(brandScale)
  return {
    ground,
    surface,
    raised,
    sunken,
    line: neutral[5] ?? '',
    control: mendContrast(neutral[7] ?? '', grounds, CONTROL_CONTRAST),
    ink: mendContrast(neutral[11] ?? '', grounds, 7),
    inkSoft: mendContrast(neutral[10] ?? '', grounds, BODY_CONTRAST),
    focus: mendContrast(theme.accentColor ?? theme.brandColor, grounds, CONTROL_CONTRAST),
    brand,
    accent: fillOf(accentScale),
    danger: fillOf(dangerScale),
    scales: { brand: brandScale, accent: accentScale, neutral },
  }
}

export const groundOf = ({ mood }: Theme): 'light' | 'dark' => (mood === 'dark' ? 'dark' : 'light')

function neutralOf(theme: Theme, ground: 'light' | 'dark'): ColorScale {
  const brand = toOklch(theme.brandColor)
  if (theme.mood === 'paper') return neutralScale({ ...brand, h: WARM_HUE }, 0.016, ground)
  return neutralScale(brand, theme.mood === 'white' ? 0.006 : 0.012, ground)
}

function surfacesOf(theme: Theme, ground: 'light' | 'dark', neutral: ColorScale): string[] {
  if (ground === 'dark')
    return [neutral[0] ?? '', neutral[1] ?? '', toHex({ ...toOklch(neutral[0] ?? ''), l: 0.13 })]
  if (theme.mood === 'white') return ['#ffffff', '#ffffff', neutral[1] ?? '']
  return [neutral[1] ?? '', toHex({ ...toOklch(neutral[0] ?? ''), l: 0.993 }), neutral[2] ?? '']
}

const lightEnd = (neutral: ColorScale, ground: 'light' | 'dark') =>
  ground === 'light' ? '#ffffff' : (neutral[11] ?? '')
const darkEnd = (neutral: ColorScale, ground: 'light' | 'dark') =>
  ground === 'light' ? (neutral[11] ?? '') : (neutral[0] ?? '')

type Surroundings = { surfaces: string[]; grounds: string[]; light: string; dark: string }

function makeFill(scale: ColorScale, { surfaces, grounds, light, dark }: Surroundings): Fill {
  const fill = scale[8] ?? ''
  const on = textOn(fill, light, dark)
  return {
    fill,
    hover: awayFrom(on, fill),
    on,
    edge:
      leastContrast(fill, surfaces) >= CONTROL_CONTRAST
        ? fill
        : mendContrast(fill, surfaces, CONTROL_CONTRAST),
    ink: mendContrast(scale[10] ?? '', grounds, BODY_CONTRAST),
    soft: scale[2] ?? '',
    softer: scale[1] ?? '',
  }
}

/** A fill under the pointer: it moves away from its text, so that the text only gets clearer. */
function awayFrom(ink: string, fill: string): string {
  const { l, c, h } = toOklch(fill)
  const step = contrast(ink, '#000000') > contrast(ink, '#ffffff') ? -0.045 : 0.045
  const moved = toHex({ l: l + step, c, h })
  return contrast(ink, moved) >= contrast(ink, fill) ? moved : fill
}
