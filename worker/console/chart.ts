import { html } from 'hono/html'
import type { Markup } from '../pages/neutral-page.ts'
import { instant } from './console-page.ts'

/** One bar: what was well, and on top what was not. */
export type Bar = { good: number; bad: number }

/** What is seen of one of very many. */
const LEAST_HEIGHT = 3

/**
 * Bars side by side, an hour each, from the hour that begins at `from` (ms) until now. `words` say what they show; the table
 * with the figures belongs below it.
 */
export function barChart(words: string, { bars, from }: { bars: readonly Bar[]; from: number }): Markup {
  const highest = Math.max(0, ...bars.map(({ good, bad }) => good + bad))
  const scale = (value: number) =>
    value === 0 ? 0 : Math.max(LEAST_HEIGHT, (value / highest) * (100 - LEAST_HEIGHT))
  const rect = (index: number, { from, height, kind }: { from: number; height: number; kind: string }) =>
    html`<rect
      x="${index * 10 + 1}"
      y="${100 - from - height}"
      width="8"
      height="${height}"
      class="${kind}"
    />`
  // Nothing drawn is no chart: what the words say is all.
  if (highest === 0) return html`<p>${words}</p>`
  return html`<p>${words}, at most ${highest.toLocaleString('en')} an hour</p>
    <svg viewBox="0 0 ${bars.length * 10} 100" preserveAspectRatio="none" role="img" aria-label="${words}">
      ${bars.map(
        ({ good, bad }, index) =>
          html`${rect(index, { from: 0, height: scale(good), kind: 'sent' })}
          ${rect(index, { from: scale(good), height: scale(bad), kind: 'failed' })}`,
      )}
    </svg>
    <p class="axis">
      <span>${instant(from)}</span>
      <span>now</span>
    </p>`
}
