import type { Palette } from '../palette.ts'
import { circle, element, path, picture } from './svg.ts'

const ROWS = 8

/** Long swells under a sun, each row nearer and stronger in colour. */
export function waves({ ground, accent, scales: { brand } }: Palette): string {
  const first = ground === 'light' ? 3 : 2
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const y = 250 + row * 74
    const [swell, shift] = [34 + row * 5, (row * 137) % 200]
    const crest = [-1, 0, 1, 2, 3, 4]
      .map(
        (wave) =>
          `C${wave * 200 + 60 - shift} ${y - swell} ${wave * 200 + 140 - shift} ${y + swell} ${wave * 200 + 200 - shift} ${y}`,
      )
      .join('')
    return path(`M${-200 - shift} ${y}${crest}V800H-400Z`, { fill: brand[Math.min(9, first + row)] ?? '' })
  })
  return picture(
    element('rect', { width: 800, height: 800, fill: brand[first - 1] ?? '' }) +
      circle([560, 210], 120, { fill: accent.fill }) +
      rows.join(''),
  )
}
