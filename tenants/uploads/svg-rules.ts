/** What a drawing may be made of: shapes, text, gradients and what cuts them. Nothing runs, nothing is loaded. */
export const drawnElements = new Set([
  'svg',
  'g',
  'defs',
  'symbol',
  'use',
  'title',
  'desc',
  'path',
  'rect',
  'circle',
  'ellipse',
  'line',
  'polyline',
  'polygon',
  'text',
  'tspan',
  'linearGradient',
  'radialGradient',
  'stop',
  'clipPath',
  'mask',
  'marker',
])

/** Elements that are left out while what is in them stays. */
export const wrappers = new Set(['a', 'switch'])

/** Elements whose text is shown or read out. */
export const withText = new Set(['text', 'tspan', 'title', 'desc'])

/** Elements that are drawn once for each that names them: what is in them may name no others of the kind. */
export const stencils = new Set(['clipPath', 'mask', 'marker'])

const split = (names: string) => names.split(' ')

/** What may stand in an attribute, in `style` and in a `<style>` element alike. */
export const looks = new Set([
  ...split('fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin'),
  ...split('stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color stop-color stop-opacity'),
  ...split('clip-path clip-rule mask marker-start marker-mid marker-end display visibility paint-order'),
  ...split('font-family font-size font-weight font-style letter-spacing word-spacing text-anchor'),
  ...split('dominant-baseline alignment-baseline vector-effect shape-rendering'),
])

export const attributes = new Set([
  ...looks,
  ...split('id class transform d x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy width height points viewBox'),
  ...split('preserveAspectRatio pathLength rotate textLength lengthAdjust offset spreadMethod'),
  ...split('gradientUnits gradientTransform clipPathUnits maskUnits maskContentUnits'),
  ...split('markerUnits markerWidth markerHeight orient refX refY role aria-label'),
])

/** What names a stencil. */
export const stencilNames = new Set(split('clip-path mask marker-start marker-mid marker-end'))

/** A value that leads nowhere but into the drawing itself. */
export function isHarmless(value: string): boolean {
  const rest = value.replaceAll(/url\(\s*(["']?)#[\w.-]+\1\s*\)/g, '')
  return !/url|image|expression|javascript|data:|[\\@;{}<>]|\/\*/i.test(rest)
}
