import {
  clampChroma,
  converter,
  formatHex,
  modeLrgb,
  modeOklch,
  modeRgb,
  useMode,
  wcagContrast,
} from 'culori/fn'

useMode(modeRgb)
useMode(modeLrgb)
useMode(modeOklch)

export const BODY_CONTRAST = 4.5
export const CONTROL_CONTRAST = 3

/** A colour as eyes see it: lightness 0–1, chroma from 0, hue in degrees. */
export type Oklch = { l: number; c: number; h: number }

const toOklchColor = converter('oklch')

/** The OKLCH of a CSS hex colour; greys get hue 0. */
export function toOklch(hex: string): Oklch {
  const color = toOklchColor(hex)
  if (!color) throw new RangeError(`not a colour: ${hex}`)
  return { l: color.l, c: color.c, h: color.h ?? 0 }
}

/** `#rrggbb` of the nearest colour a screen can show, chroma giving way first. */
export function toHex({ l, c, h }: Oklch): string {
  const light = Math.min(1, Math.max(0, l))
  return formatHex(clampChroma({ mode: 'oklch', l: light, c, h }, 'oklch'))
}

/** WCAG contrast of two hex colours, 1 to 21. */
export const contrast = (one: string, other: string): number => wcagContrast(one, other)

/** The least contrast of a colour with any of several grounds. */
export const leastContrast = (hex: string, grounds: readonly string[]): number =>
  Math.min(...grounds.map((ground) => contrast(hex, ground)))

/**
 * The colour itself, or the nearest lightness of its hue that reaches `ratio` on every ground; black or white when no
 * lightness of it can. The grounds are all light or all dark.
 */
export function mendContrast(hex: string, grounds: readonly string[], ratio: number): string {
  if (leastContrast(hex, grounds) >= ratio) return hex
  const { l, c, h } = toOklch(hex)
  const steps = Array.from({ length: 101 }, (_, step) => step / 100)
  const candidates = steps.toSorted((a, b) => Math.abs(a - l) - Math.abs(b - l))
  for (const lightness of candidates) {
    const mended = toHex({ l: lightness, c, h })
    if (leastContrast(mended, grounds) >= ratio) return mended
  }
  return textOn(grounds[0] ?? '#ffffff', '#ffffff', '#000000')
}

/** `light` where it can be read on the fill, else `dark`, else pure black: one of white and black always reaches 4.5. */
export function textOn(fill: string, light: string, dark: string): string {
  const order = [light, dark, '#ffffff', '#000000']
  return order.find((ink) => contrast(ink, fill) >= BODY_CONTRAST) ?? '#000000'
}
