import type { Locale } from './get-catalogue.ts'

type LocaleHints = {
  /** What the address says: the first part of a page's path, a parameter of the API. */
  asked: string | undefined
  /** From an earlier visit, if that is kept. */
  remembered?: string | undefined
  acceptLanguage: string | null
}

/** The studio's language that suits the visitor best: what the address says, then what is remembered, then the browser. */
export function chooseLocale(
  hints: LocaleHints,
  studio: { locales: readonly Locale[]; defaultLocale: Locale },
): Locale {
  const offered = (lang: string | undefined) => studio.locales.find((locale) => locale === lang)
  return (
    offered(hints.asked) ??
    offered(hints.remembered) ??
    preferences(hints.acceptLanguage).map(offered).find(Boolean) ??
    studio.defaultLocale
  )
}

/** Languages of an Accept-Language header without their region, the most wanted first; refused ones (`q=0`) left out. */
function preferences(header: string | null): string[] {
  return (header ?? '')
    .split(',')
    .map((entry) => {
      const [range = '', ...parameters] = entry.trim().toLowerCase().split(';')
      const quality = parameters.map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1]).find(Boolean)
      return { language: range.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ language }) => language)
}
