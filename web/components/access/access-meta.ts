/** The title of a page about signing in, which no search engine lists. */
export function accessMeta({ data }: { data: unknown }) {
  const hasTitle = typeof data === 'object' && data !== null && 'pageTitle' in data
  return hasTitle ? [{ title: String(data.pageTitle) }, { name: 'robots', content: 'noindex' }] : []
}
