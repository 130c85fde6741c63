import type { Theme } from '../../tenants/studio/get-catalogue.ts'
import {
  commissioner,
  golosText,
  inter,
  lora,
  manrope,
  montserrat,
  oswald,
  playfairDisplay,
  rubik,
  sourceSans3,
  unbounded,
  type FontFamily,
} from './font-families.ts'

/** How headings are set in a pair: what makes two studios sound different before a word is read. */
export type TypePair = {
  heading: FontFamily
  body: FontFamily
  headingFallback: string
  headingWeight: number
  tracking: string
  leading: number
  transform: 'none' | 'uppercase'
  /** Wide faces are set smaller, narrow ones larger, so that a line holds about as much. */
  headingScale: number
}

const sans = 'system-ui, sans-serif'
const serif = 'Georgia, serif'

export const typePairs: Record<Theme['typePair'], TypePair> = {
  manrope: {
    heading: manrope,
    body: manrope,
    headingFallback: sans,
    headingWeight: 750,
    tracking: '-0.03em',
    leading: 1.08,
    transform: 'none',
    headingScale: 1,
  },
  'unbounded-golos': {
    heading: unbounded,
    body: golosText,
    headingFallback: sans,
    headingWeight: 550,
    tracking: '-0.035em',
    leading: 1.12,
    transform: 'none',
    headingScale: 0.8,
  },
  'playfair-commissioner': {
    heading: playfairDisplay,
    body: commissioner,
    headingFallback: serif,
    headingWeight: 480,
    tracking: '-0.012em',
    leading: 1.1,
    transform: 'none',
    headingScale: 1.04,
  },
  'montserrat-inter': {
    heading: montserrat,
    body: inter,
    headingFallback: sans,
    headingWeight: 750,
    tracking: '-0.025em',
    leading: 1.1,
    transform: 'none',
    headingScale: 0.94,
  },
  'lora-rubik': {
    heading: lora,
    body: rubik,
    headingFallback: serif,
    headingWeight: 580,
    tracking: '-0.015em',
    leading: 1.14,
    transform: 'none',
    headingScale: 1,
  },
  'oswald-source': {
    heading: oswald,
    body: sourceSans3,
    headingFallback: "'Arial Narrow', Impact, sans-serif",
    headingWeight: 600,
    tracking: '0.002em',
    leading: 1.04,
    transform: 'uppercase',
    headingScale: 1.12,
  },
}

const LATIN =
  'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD'
const CYRILLIC = 'U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116'

/** The `@font-face` rules of a pair's own families. */
export function fontFaces({ heading, body }: TypePair): string {
  return [...new Set([heading, body])].flatMap(facesOf).join('\n')
}

/** The files a page in this script cannot do without: fetched before the stylesheet asks for them. */
export function fontsToPreload({ heading, body }: TypePair, script: 'latin' | 'cyrillic'): string[] {
  return [...new Set([heading[script], body[script]])]
}

function facesOf({ name, weights, latin, cyrillic, italic }: FontFamily): string[] {
  const face = (style: string, url: string, range: string) =>
    `@font-face{font-family:'${name}';font-style:${style};font-display:swap;font-weight:${weights};src:url(${url}) format('woff2');unicode-range:${range}}`
  return [
    face('normal', latin, LATIN),
    face('normal', cyrillic, CYRILLIC),
    ...(italic ? [face('italic', italic.latin, LATIN), face('italic', italic.cyrillic, CYRILLIC)] : []),
  ]
}
