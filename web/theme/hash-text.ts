/** A short fingerprint (FNV-1a, twice 32 bits) that names a version of a file; no protection against forgery. */
export function hashText(text: string): string {
  return [0x811c9dc5, 0x1000193].map((seed) => fnv1a(text, seed).toString(36).padStart(7, '0')).join('')
}

function fnv1a(text: string, seed: number): number {
  let hash = seed
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}
