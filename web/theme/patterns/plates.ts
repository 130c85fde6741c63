import type { Palette } from '../palette.ts'
import { around, circle, element, path, picture, type Point } from './svg.ts'

const shade = (scale: readonly string[], step: number): string => scale[step - 1] ?? ''

/** Bumper plates on a bar, seen from the side of the rack. */
export function plates({ surface, brand, accent, scales: { neutral, brand: tones } }: Palette): string {
  const bar = element('rect', { x: -20, y: 392, width: 560, height: 36, fill: shade(neutral, 7) })
  const knurl = Array.from({ length: 34 }, (_, index) =>
    path(`M${-20 + index * 12} 428l12-36`, { stroke: shade(neutral, 5), 'stroke-width': 2 }),
  ).join('')
  const back = [
    disc([222, 640], 214, [shade(neutral, 3), shade(neutral, 5)]),
    circle([222, 640], 168, { fill: 'none', stroke: accent.fill, 'stroke-width': 26 }),
    disc([222, 640], 78, [shade(neutral, 4), shade(neutral, 6)]),
    circle([222, 640], 34, { fill: surface }),
  ].join('')
  return picture(
    back + bar + knurl + mainPlate({ surface, fill: brand.fill, deep: shade(tones, 10), tones, neutral }),
  )
}

type Plate = {
  surface: string
  fill: string
  deep: string
  tones: readonly string[]
  neutral: readonly string[]
}

function mainPlate({ surface, fill, deep, neutral }: Plate): string {
  const [x, y] = [500, 410]
  const ticks = around(72, (angle) =>
    element('rect', {
      x: x - 1.5,
      y: y - 372,
      width: 3,
      height: angle % 30 === 0 ? 26 : 12,
      fill: shade(neutral, angle % 30 === 0 ? 9 : 6),
      transform: `rotate(${angle} ${x} ${y})`,
    }),
  )
  const sheen = [-52, 128]
    .map((angle) =>
      path(`M${x} ${y}L${x - 60} ${y - 340}A345 345 0 0 1 ${x + 84} ${y - 334}Z`, {
        fill: '#ffffff',
        opacity: 0.09,
        transform: `rotate(${angle} ${x} ${y})`,
      }),
    )
    .join('')
  const grips = around(3, (angle) =>
    path(`M${x - 92} ${y - 208}A228 228 0 0 1 ${x + 92} ${y - 208}`, {
      fill: 'none',
      stroke: surface,
      'stroke-width': 44,
      'stroke-linecap': 'round',
      transform: `rotate(${angle} ${x} ${y})`,
    }),
  )
  return [
    disc([x, y], 384, [shade(neutral, 3), shade(neutral, 6)]),
    ticks,
    circle([x, y], 336, { fill }),
    sheen,
    circle([x, y], 300, { fill: 'none', stroke: deep, 'stroke-width': 3 }),
    grips,
    circle([x, y], 150, { fill: 'none', stroke: deep, 'stroke-width': 10 }),
    disc([x, y], 118, [shade(neutral, 4), shade(neutral, 7)]),
    around(6, (angle) =>
      circle([x, y - 92], 7, { fill: shade(neutral, 8), transform: `rotate(${angle} ${x} ${y})` }),
    ),
    disc([x, y], 66, [shade(neutral, 8), shade(neutral, 10)]),
    circle([x, y], 40, { fill: surface }),
  ].join('')
}

const disc = (at: Point, r: number, [fill, stroke]: [string, string]): string =>
  circle(at, r, { fill, stroke, 'stroke-width': 4 })
