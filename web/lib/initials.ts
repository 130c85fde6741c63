/** One or two capitals that stand for a name: of its first and last word, or of its only one. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /\p{L}|\p{N}/u.test(word))
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map((word) => (/\p{L}|\p{N}/u.exec(word ?? '')?.[0] ?? '').toLocaleUpperCase()).join('')
}
