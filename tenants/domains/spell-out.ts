// Punycode's own numbers (RFC 3492, section 5).
const [BASE, T_MIN, T_MAX, SKEW, DAMP, FIRST_BIAS, FIRST_CODE] = [36, 1, 26, 38, 700, 72, 128]
const PREFIX = 'xn--'

/** A name as people write it: `студио.example` for `xn--d1aisjfg.example`. What is not well formed stays as it is. */
export function spellOut(host: string): string {
  return host
    .split('.')
    .map((label) => (label.startsWith(PREFIX) ? decode(label.slice(PREFIX.length)) || label : label))
    .join('.')
}

/** RFC 3492, section 6.2. */
function decode(label: string): string | null {
  const dash = label.lastIndexOf('-')
  const letters = dash < 0 ? [] : Array.from(label.slice(0, dash), (letter) => letter.charCodeAt(0))
  let [at, code, bias] = [dash + 1, FIRST_CODE, FIRST_BIAS]
  for (let index = 0; at < label.length; index += 1) {
    const before = index
    for (let [weight, k] = [1, BASE]; ; k += BASE) {
      const digit = digitOf(label.charCodeAt(at))
      at += 1
      if (digit === null) return null
      index += digit * weight
      const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX)
      if (digit < threshold) break
      weight *= BASE - threshold
    }
    const length = letters.length + 1
    bias = adapt(index - before, { length, isFirst: before === 0 })
    code += Math.floor(index / length)
    index %= length
    if (code > 0x10ffff) return null
    letters.splice(index, 0, code)
  }
  return String.fromCodePoint(...letters)
}

/** `a` to `z` are 0 to 25, `0` to `9` are 26 to 35; null for anything else, the end included. */
function digitOf(code: number): number | null {
  if (code >= 0x61 && code <= 0x7a) return code - 0x61
  return code >= 0x30 && code <= 0x39 ? code - 0x30 + 26 : null
}

function adapt(delta: number, { length, isFirst }: { length: number; isFirst: boolean }): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2))
  rest += Math.floor(rest / length)
  let k = 0
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN))
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW))
}
