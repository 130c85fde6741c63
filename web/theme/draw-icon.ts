import { escape } from 'html-escaper'
import type { Theme } from '../../tenants/studio/get-catalogue.ts'
import { LETTERS } from './draw-mark.ts'
import { makePalette } from './palette.ts'

const SIZE = 512
/** Systems cut icons to their own shapes: what is within 40% of the middle is always seen (w3.org/TR/appmanifest, “maskable”). */
const SAFE = 0.8 * SIZE

type Drawn = {
  initials: string
  /** As a `data:` address: a picture can load nothing else. */
  logo: { href: string; width: number; height: number } | null
}

/** The studio's sign for home screens, as an SVG that fills its square: its logo, or its initials on its colour. */
export function drawIcon(theme: Theme, { initials, logo }: Drawn): string {
  const { brand, surface } = makePalette(theme)
  const ground = `<rect width="${SIZE}" height="${SIZE}" fill="${logo ? surface : brand.fill}"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}">${ground}${logo ? drawLogo(logo) : drawLetters(initials, brand.on)}</svg>`
}

/** As large as its corners stay within the circle. */
function drawLogo({ href, width, height }: NonNullable<Drawn['logo']>): string {
  const scale = SAFE / Math.hypot(width, height)
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)]
  return `<image x="${(SIZE - w) / 2}" y="${(SIZE - h) / 2}" width="${w}" height="${h}" href="${escape(href)}"/>`
}

function drawLetters(initials: string, color: string): string {
  const size = initials.length > 1 ? 208 : 256
  return `<text x="${SIZE / 2}" y="${SIZE / 2 + size * 0.36}" ${LETTERS} font-size="${size}" fill="${color}">${escape(initials)}</text>`
}
