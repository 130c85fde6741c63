/** Chance that can be repeated: the same seed throws the same. */
export type Dice = {
  /** A whole number from `least` to `most`. */
  roll: (least: number, most: number) => number
  /** One of these. */
  pick: <T>(choices: readonly [T, ...T[]]) => T
  /** True one time in so many. */
  oneIn: (times: number) => boolean
  /** Up to so many of what `make` makes. */
  some: <T>(most: number, make: (index: number) => T) => T[]
}

/** Mulberry32: small, fast, and good enough to throw dice with. */
export function makeDice(seed: number): Dice {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const roll: Dice['roll'] = (least, most) => least + Math.floor(next() * (most - least + 1))
  return {
    roll,
    // The list is not empty, by its type.
    pick: (choices) => choices[roll(0, choices.length - 1)] ?? choices[0],
    oneIn: (times) => roll(1, times) === 1,
    some: (most, make) => Array.from({ length: roll(0, most) }, (_, index) => make(index)),
  }
}
