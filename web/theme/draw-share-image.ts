import { escape } from 'html-escaper'
import type { Theme } from '../../tenants/studio/get-catalogue.ts'
import { makePalette } from './palette.ts'
import { drawPattern } from './render-theme-css.ts'
import { typePairs } from './type-pairs.ts'

const WIDTH = 1200
const HEIGHT = 630
const LINE_LENGTH = 14
const LOGO_HEIGHT = 96
const LOGO_WIDTH = 440

type Shared = {
  name: string
  tagline: string
  /** As a `data:` address: a picture can load nothing else. */
  logo?: { href: string; width: number; height: number } | null
}

/** Logo, name and promise beside the studio's art: 1200 × 630, as shared links show them. */
export function drawShareImage(theme: Theme, { name, tagline, logo = null }: Shared): string {
  const palette = makePalette(theme)
  const pair = typePairs[theme.typePair]
  const family = `${pair.heading.name}, ${pair.headingFallback.replaceAll("'", '')}`
  const lines = wrap(pair.transform === 'uppercase' ? name.toLocaleUpperCase() : name)
  const size = lines.length > 2 ? 72 : 96
  const top = HEIGHT / 2 - ((lines.length - 1) * size) / 2
  const title = lines
    .map(
      (line, index) =>
        `<text x="72" y="${top + index * size}" font-family="${family}" font-size="${size}" font-weight="700" fill="${palette.ink}">${escape(line)}</text>`,
    )
    .join('')
  const promise = `<text x="72" y="${top + lines.length * size}" font-family="sans-serif" font-size="34" fill="${palette.inkSoft}">${escape(tagline)}</text>`
  const art = drawPattern(theme, palette).replace(
    '<svg ',
    `<svg x="${WIDTH - 560}" y="0" width="560" height="${HEIGHT}" `,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}"><rect width="${WIDTH}" height="${HEIGHT}" fill="${palette.surface}"/>${art}${logo ? drawLogo(logo) : ''}${title}${promise}</svg>`
}

/** Above the name, no larger than a line of it. */
function drawLogo({ href, width, height }: NonNullable<Shared['logo']>): string {
  const scale = Math.min(LOGO_HEIGHT / height, LOGO_WIDTH / width)
  const size = `width="${Math.round(width * scale)}" height="${Math.round(height * scale)}"`
  return `<image x="72" y="56" ${size} href="${escape(href)}"/>`
}

/** Words in lines of about a dozen letters. */
function wrap(text: string): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < LINE_LENGTH)
      return [...lines.slice(0, -1), `${last} ${word}`]
    return [...lines, word]
  }, [])
}
