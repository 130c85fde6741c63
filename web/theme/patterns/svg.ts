/** A square picture of 800 units, to be cropped by whoever shows it. */
export function picture(content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800" preserveAspectRatio="xMidYMid slice">${content}</svg>`
}

export type Point = readonly [number, number]

type Attributes = Record<string, string | number>

/** One element, without children unless given. */
export function element(name: string, attributes: Attributes, children = ''): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${rounded(value)}"`)
  const open = `<${name}${list.join('')}`
  return children === '' ? `${open}/>` : `${open}>${children}</${name}>`
}

export const circle = ([cx, cy]: Point, r: number, attributes: Attributes): string =>
  element('circle', { cx, cy, r, ...attributes })

export const path = (d: string, attributes: Attributes): string => element('path', { d, ...attributes })

/** `count` copies around a circle, each made for its angle in degrees. */
export const around = (count: number, make: (angle: number) => string): string =>
  Array.from({ length: count }, (_, index) => make((360 / count) * index)).join('')

const rounded = (value: string | number): string =>
  typeof value === 'number' ? String(Math.round(value * 100) / 100) : value
