import type { Palette } from '../palette.ts'
import { circle, element, path, picture } from './svg.ts'

const CELLS = 5
const SIZE = 160

/** Quarter rounds, dots and blocks on a square grid, laid by a fixed rule so that it looks thrown. */
export function grid({ scales: { brand, accent, neutral } }: Palette): string {
  const colors = [brand[8], accent[8], brand[4], accent[4], neutral[4], brand[10]].map((color) => color ?? '')
  const cells = Array.from({ length: CELLS * CELLS }, (_, index) => {
    const throwAt = (index * 7 + Math.floor(index / CELLS) * 3) % 11
    const [x, y] = [(index % CELLS) * SIZE, Math.floor(index / CELLS) * SIZE]
    const [ground, figure] = [colors[(throwAt + 2) % 6] ?? '', colors[(throwAt * 5) % 6] ?? '']
    return element(
      'g',
      { transform: `translate(${x} ${y}) rotate(${(throwAt % 4) * 90} 80 80)` },
      element('rect', { width: SIZE, height: SIZE, fill: ground }) + figureOf(throwAt % 4, figure),
    )
  })
  return picture(cells.join(''))
}

function figureOf(kind: number, fill: string): string {
  if (kind === 0) return circle([80, 80], 46, { fill })
  if (kind === 1) return path('M0 0H160A160 160 0 0 1 0 160Z', { fill })
  if (kind === 2) return path('M0 80A80 80 0 0 1 160 80Z', { fill })
  return path('M0 0H160L0 160Z', { fill })
}
