/** What an answer that is open to others says in place of what all others do. */
export type OpenAnswer = {
  path: RegExp
  /** How long who may keep it. */
  cache?: string
  policy?: RegExp
  /** Pages of other sites may read it. */
  isReadElsewhere?: true
  /** Other sites may run it. */
  isRunElsewhere?: true
}

/**
 * All that others may keep, frame, read or run, once it is there: pictures of a studio's site, which are there to be seen,
 * and its free times on other websites. Nothing of it is anybody's. Everything else is private, and so is a refusal.
 */
const open: readonly OpenAnswer[] = [
  {
    path: /^\/files\/upl_[0-9a-z]{20}\/(\d{1,4}\.webp|drawing\.svg)$/,
    cache: 'public, max-age=31536000, immutable',
    policy: /^default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'$/,
  },
  { path: /^(\/[a-z]{2})?\/embed(\?|$)/, policy: /^default-src 'none'; .*; frame-ancestors \*$/ },
  { path: /^(\/[a-z]{2})?\/embed\.json(\?|$)/, cache: 'public, max-age=60', isReadElsewhere: true },
  { path: /^\/embed\.js$/, cache: 'public, max-age=3600', isRunElsewhere: true },
  { path: /^\/assets\//, cache: 'public, max-age=31536000, immutable' },
]

export function openAnswer(path: string, status: number): OpenAnswer | undefined {
  return status === 200 || status === 304 ? open.find((one) => one.path.test(path)) : undefined
}
