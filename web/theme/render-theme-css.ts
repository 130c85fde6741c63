import type { Theme } from '../../tenants/studio/get-catalogue.ts'
import { hashText } from './hash-text.ts'
import { groundOf, makePalette, type Palette } from './palette.ts'
import { grid } from './patterns/grid.ts'
import { petals } from './patterns/petals.ts'
import { plates } from './patterns/plates.ts'
import { waves } from './patterns/waves.ts'
import { portraitTones } from './portrait-tones.ts'
import { shapeTokens } from './shape-tokens.ts'
import { fontFaces, typePairs } from './type-pairs.ts'

const patterns = { plates, petals, waves, grid }

/** The picture of a theme's pattern, as SVG. */
export const drawPattern = (theme: Theme, palette: Palette): string => patterns[theme.pattern](palette)

type Rendered = { css: string; version: string; surface: string }

const rendered = new Map<string, Rendered>()
const REMEMBERED_THEMES = 500

/** The stylesheet of a theme: its fonts, shapes and colours, for screens by day and by night, and for paper. */
export const renderThemeCss = (theme: Theme): string => render(theme).css

/** The name of this version of the stylesheet; it changes whenever a byte of it does. */
export const themeVersion = (theme: Theme): string => render(theme).version

/** The page's own colour, for the browser's bars around it. */
export const themeColor = (theme: Theme): string => render(theme).surface

function render(theme: Theme): Rendered {
  const key = JSON.stringify(theme)
  const known = rendered.get(key)
  if (known) return known
  const css = makeCss(theme)
  const made = { css, version: hashText(css), surface: makePalette(theme).surface }
  if (rendered.size >= REMEMBERED_THEMES) rendered.clear()
  rendered.set(key, made)
  return made
}

function makeCss(theme: Theme): string {
  const shape = shapeTokens(theme)
  const own = colorTokens(theme, makePalette(theme))
  const light = colorTokens(theme, makePalette(theme, 'light'))
  const dark = colorTokens(theme, makePalette(theme, 'dark'))
  return [
    fontFaces(typePairs[theme.typePair]),
    `:root{${declare({ ...shape.phone, ...own })}}`,
    `@media (min-width:48rem){:root{${declare(shape.desk)}}}`,
    groundOf(theme) === 'light' ? `@media (prefers-color-scheme:dark){:root{${declare(dark)}}}` : '',
    `@media print{:root{${declare(light)}}}`,
  ].join('\n')
}

type Tokens = Record<string, string>

const declare = (tokens: Tokens): string =>
  Object.entries(tokens)
    .map(([name, value]) => (name === 'color-scheme' ? `${name}:${value}` : `--${name}:${value}`))
    .join(';')

function colorTokens(theme: Theme, palette: Palette): Tokens {
  const { brand, accent, danger } = palette
  const fills = Object.entries({ brand, accent, danger }).flatMap(([name, fill]) =>
    Object.entries(fill).map(([part, color]) => [part === 'fill' ? name : `${name}-${part}`, color]),
  )
  return {
    'color-scheme': palette.ground,
    surface: palette.surface,
    raised: palette.raised,
    sunken: palette.sunken,
    line: palette.line,
    control: palette.control,
    ink: palette.ink,
    'ink-soft': palette.inkSoft,
    focus: palette.focus,
    ...Object.fromEntries(fills),
    ...portraitTones(palette),
    art: `url("data:image/svg+xml,${encodeURIComponent(drawPattern(theme, palette)).replaceAll("'", '%27')}")`,
  }
}
