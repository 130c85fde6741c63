/**
 * Where to go after signing in: `value` when it is a path of this site, else `fallback`. Anything a browser could take for
 * another site is not: `//evil`, `/\evil`, `/%09/evil`, `https:evil`.
 */
export function safeNext(value: string | null | undefined, fallback: string): string {
  if (!value || value.length > 2_000 || !/^\/(?![/\\])/.test(value)) return fallback
  // Whatever is written so that somebody on the way may read it otherwise.
  if (/[\\\p{Cc}\s]|%(0|1|2f|5c|7f)/iu.test(value) || !value.isWellFormed()) return fallback
  const base = 'https://here.invalid'
  const url = URL.canParse(value, base) ? new URL(value, base) : null
  if (url?.origin !== base || url.pathname.startsWith('//')) return fallback
  return url.pathname + url.search + url.hash
}
