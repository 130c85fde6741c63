import type { Theme } from '../../tenants/studio/get-catalogue.ts'
import { typePairs } from './type-pairs.ts'

type Tokens = Record<string, string>

const radii: Record<Theme['corners'], Tokens> = {
  sharp: { s: '0', m: '0', l: '0', control: '0', pill: '0' },
  soft: { s: '0.375rem', m: '0.75rem', l: '1.25rem', control: '0.625rem', pill: '0.625rem' },
  round: { s: '0.75rem', m: '1.5rem', l: '2.25rem', control: '1.625rem', pill: '62rem' },
}

/** In steps of 4 px: inside a group, between things, inside a card, between sections on a phone and on a desk. */
const spaces: Record<
  Theme['density'],
  { tight: number; gap: number; inset: number; section: [number, number] }
> = {
  compact: { tight: 2, gap: 3, inset: 4, section: [14, 20] },
  regular: { tight: 2, gap: 4, inset: 5, section: [16, 26] },
  airy: { tight: 3, gap: 5, inset: 7, section: [20, 34] },
}

const RATIO = { phone: 1.2, desk: 1.25 }
const HEADING_STEPS = { h4: 1, h3: 2, h2: 4, h1: 5, display: 6.5 }

/** Corner radii, spacing and type sizes as CSS variables: `phone` for every screen, `desk` on top from 768 px. */
export function shapeTokens(theme: Theme): { phone: Tokens; desk: Tokens } {
  const pair = typePairs[theme.typePair]
  const space = spaces[theme.density]
  const radius = Object.entries(radii[theme.corners]).map(([name, value]) => [`radius-${name}`, value])
  return {
    phone: {
      ...Object.fromEntries(radius),
      'font-heading': `'${pair.heading.name}', ${pair.headingFallback}`,
      'font-body': `'${pair.body.name}', system-ui, sans-serif`,
      'heading-weight': String(pair.headingWeight),
      'heading-tracking': pair.tracking,
      'heading-leading': String(pair.leading),
      'heading-transform': pair.transform,
      'space-tight': grid(space.tight),
      'space-gap': grid(space.gap),
      'space-inset': grid(space.inset),
      'space-section': grid(space.section[0]),
      ...typeSizes(RATIO.phone, pair.headingScale),
    },
    desk: {
      'space-inset': grid(space.inset + 2),
      'space-section': grid(space.section[1]),
      ...typeSizes(RATIO.desk, pair.headingScale),
    },
  }
}

const grid = (steps: number): string => rem(steps / 4)
const rem = (size: number): string => `${Math.round(size * 1000) / 1000}rem`

function typeSizes(ratio: number, headingScale: number): Tokens {
  const headings = Object.entries(HEADING_STEPS).map(([name, step]) => [
    `size-${name}`,
    rem(ratio ** step * headingScale),
  ])
  return {
    'size-small': rem(ratio === RATIO.phone ? 0.875 : 0.9),
    'size-body': rem(ratio === RATIO.phone ? 1 : 1.0625),
    'size-lead': rem(ratio ** 1.2),
    ...Object.fromEntries(headings),
  }
}
