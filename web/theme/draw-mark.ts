import { escape } from 'html-escaper'
import type { Theme } from '../../tenants/studio/get-catalogue.ts'
import { makePalette } from './palette.ts'

// Icons are drawn before the studio's fonts are there.
export const LETTERS = 'font-family="Arial, Helvetica, sans-serif" font-weight="700" text-anchor="middle"'

const shapes: Record<Theme['corners'], string> = {
  sharp: 'M0 0H64V46L46 64H0Z',
  soft: 'M14 0H50A14 14 0 0 1 64 14V50A14 14 0 0 1 50 64H14A14 14 0 0 1 0 50V14A14 14 0 0 1 14 0Z',
  round: 'M6 0H34A30 30 0 0 1 64 30V58A6 6 0 0 1 58 64H30A30 30 0 0 1 0 34V6A6 6 0 0 1 6 0Z',
}

/** Initials on the brand colour, as an SVG of 64 units. */
export function drawMark(theme: Theme, initials: string): string {
  const { brand } = makePalette(theme)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path d="${shapes[theme.corners]}" fill="${brand.fill}"/><text x="32" y="42" ${LETTERS} font-size="${initials.length > 1 ? 28 : 36}" fill="${brand.on}">${escape(initials)}</text></svg>`
}
