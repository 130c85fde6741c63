import { toHex, toOklch, type Oklch } from './contrast.ts'

/**
 * Twelve steps of one hue, from the page's ground (1) over tints (3–5), lines (6–8) and the colour itself (9) to text
 * (11, 12); index 0 is step 1.
 */
export type ColorScale = readonly string[]

const LIGHT = [0.99, 0.972, 0.945, 0.915, 0.882, 0.84, 0.785, 0.7, 0, 0, 0.48, 0.26]
const DARK = [0.165, 0.2, 0.238, 0.275, 0.315, 0.365, 0.43, 0.535, 0, 0, 0.79, 0.94]
// How much of the colour's own chroma a step keeps: little at both ends, all of it in the middle.
const CHROMA = [0.07, 0.13, 0.26, 0.38, 0.48, 0.58, 0.7, 0.86, 1, 1, 0.9, 0.45]

/** The scale of a colour on a light or dark ground; step 9 is the colour as given. */
export function colorScale(hex: string, ground: 'light' | 'dark'): ColorScale {
  const base = toOklch(hex)
  const lightness = ground === 'light' ? LIGHT : DARK
  return lightness.map((l, index) => {
    if (index === 8) return hex
    if (index === 9) return toHex({ ...base, l: base.l + (base.l > 0.6 ? -0.05 : 0.05) })
    return toHex({ l, c: base.c * (CHROMA[index] ?? 1), h: base.h })
  })
}

/** Greys with a breath of the brand's hue: `tint` is their chroma at the middle. */
export function neutralScale({ h }: Oklch, tint: number, ground: 'light' | 'dark'): ColorScale {
  const lightness = ground === 'light' ? LIGHT : DARK
  return lightness.map((l, index) => {
    const shown = index === 8 ? 0.58 : index === 9 ? 0.53 : l
    return toHex({ l: shown, c: tint * (0.5 + 0.5 * (CHROMA[index] ?? 1)), h })
  })
}
