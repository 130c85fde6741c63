/** Black or white, whichever reads better on a `#rrggbb` fill, 4.58:1 at least. */
export function textColorOn(fill: string): '#ffffff' | '#000000' {
  // Where black and white text are equally far: (L + 0.05)² = 1.05 · 0.05, by WCAG 2's contrast ratio.
  return luminance(fill) > Math.sqrt(1.05 * 0.05) - 0.05 ? '#000000' : '#ffffff'
}

/** Relative luminance as WCAG 2 defines it, 0 to 1. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
