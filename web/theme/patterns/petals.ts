import type { Palette } from '../palette.ts'
import { circle, element, path, picture } from './svg.ts'

const shade = (scale: readonly string[], step: number): string => scale[step - 1] ?? ''

/** A lotus on still water, a low sun behind it. */
export function petals({ ground, scales: { brand, accent } }: Palette): string {
  const [sky, haze] = ground === 'light' ? [3, 5] : [2, 4]
  return picture(
    [
      element('defs', {}, gradient(shade(accent, sky), shade(brand, haze))),
      element('rect', { width: 800, height: 800, fill: 'url(#sky)' }),
      circle([400, 350], 236, { fill: shade(accent, haze), opacity: 0.75 }),
      circle([400, 350], 172, { fill: shade(accent, haze + 1), opacity: 0.7 }),
      fan({ count: 11, spread: 196, length: 372, width: 74, fill: shade(brand, 7), vein: shade(brand, 6) }),
      fan({ count: 8, spread: 150, length: 322, width: 78, fill: shade(accent, 8), vein: shade(accent, 6) }),
      fan({ count: 5, spread: 92, length: 282, width: 76, fill: shade(accent, 9), vein: shade(accent, 7) }),
      fan({ count: 2, spread: 34, length: 206, width: 62, fill: shade(accent, 7), vein: shade(accent, 5) }),
      water(shade(brand, 8), shade(brand, 6)),
    ].join(''),
  )
}

const gradient = (top: string, bottom: string): string =>
  `<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>`

type Fan = { count: number; spread: number; length: number; width: number; fill: string; vein: string }

/** Petals that open like a fan from the flower's heart, the outer ones a little longer and lower. */
function fan({ count, spread, length, width, fill, vein }: Fan): string {
  return Array.from({ length: count }, (_, index) => {
    const angle = -spread / 2 + (spread / (count - 1)) * index
    const transform = `translate(400 640) rotate(${angle})`
    const [l, w] = [length, width]
    const outline = `M0 0C${w} ${-l * 0.28} ${w * 0.92} ${-l * 0.68} 0 ${-l}C${-w * 0.92} ${-l * 0.68} ${-w} ${-l * 0.28} 0 0Z`
    const petal = path(outline, { fill, opacity: 0.78 })
    const line = path(`M0 ${-l * 0.12}V${-l * 0.86}`, {
      stroke: vein,
      'stroke-width': 2,
      'stroke-linecap': 'round',
      opacity: 0.8,
    })
    return element('g', { transform }, petal + line)
  }).join('')
}

function water(line: string, pale: string): string {
  const rings = [0, 1, 2, 3].map((index) =>
    element('ellipse', {
      cx: 400,
      cy: 652 + index * 12,
      rx: 210 + index * 105,
      ry: 16 + index * 16,
      fill: 'none',
      stroke: index % 2 === 0 ? line : pale,
      'stroke-width': 2.5,
      opacity: 0.85 - index * 0.17,
    }),
  )
  return rings.join('')
}
