import { classesPath, servicePath } from '../lib/portal-paths.ts'
import { inPortalFile } from '../lib/portal.server.ts'

/** The pages that stay, in every language of the studio. */
export const loader = inPortalFile(async ({ ctx, catalogue, studio }) => {
  const ofKind = (wanted: string) => catalogue.services.filter(({ kind }) => kind === wanted)
  const timetable = ofKind('class').length > 0 ? [classesPath()] : []
  const pages = ['', '/book', ...timetable, ...ofKind('appointment').map(({ slug }) => servicePath(slug))]
  const prefixes = studio.locales.length > 1 ? studio.locales.map((locale) => `/${locale}`) : ['']
  const urls = prefixes
    .flatMap((prefix) => pages.map((page) => ctx.origin + prefix + page))
    .map((url) => `<url><loc>${encodeURI(url)}</loc></url>`)
  const sitemap = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>\n`
  return new Response(sitemap, { headers: { 'Content-Type': 'application/xml; charset=utf-8' } })
})
