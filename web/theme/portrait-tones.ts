import { CONTROL_CONTRAST, mendContrast } from './contrast.ts'
import type { Palette } from './palette.ts'

/** How many portraits differ in colour before they repeat. */
export const PORTRAIT_TONES = 6

/** Three colours per portrait (ground, figure, letters); the letters are large and reach 3:1 on both others. */
export function portraitTones({ scales: { brand, accent, neutral } }: Palette): Record<string, string> {
  const pairs = [
    [brand[4], brand[6], brand[11]],
    [accent[4], accent[6], accent[11]],
    [neutral[4], neutral[5], neutral[11]],
    [brand[6], brand[4], brand[11]],
    [accent[3], brand[4], brand[11]],
    [neutral[3], accent[5], accent[11]],
  ]
  const tones = pairs.flatMap(([ground = '', figure = '', letters = ''], index) => [
    [`portrait-${index}-ground`, ground],
    [`portrait-${index}-figure`, figure],
    [`portrait-${index}-letters`, mendContrast(letters, [ground, figure], CONTROL_CONTRAST)],
  ])
  return Object.fromEntries(tones)
}
