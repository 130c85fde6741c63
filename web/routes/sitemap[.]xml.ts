import { addDays, localDateAt } from '../../tenants/availability/local-time.ts'
import { classesPath, servicePath, sessionPath } from '../lib/portal-paths.ts'
import { inPortalFile, type Portal } from '../lib/portal.server.ts'
import { getLocation } from '../../tenants/studio/get-location.ts'
import { listAhead } from '../views/timetable-view.server.ts'

const DAYS_OF_CLASSES = 42

/** The pages that stay, and the classes of the next weeks, in every language of the studio. */
export const loader = inPortalFile(async (portal) => {
  const { ctx, catalogue, studio } = portal
  const ofKind = (wanted: string) => catalogue.services.filter(({ kind }) => kind === wanted)
  const classes = ofKind('class').length > 0 ? [classesPath(), ...(await sessionPaths(portal))] : []
  const legal = catalogue.legalPages.map(({ slug }) => `/legal/${slug}`)
  const pages = [
    '',
    '/book',
    ...ofKind('appointment').map(({ slug }) => servicePath(slug)),
    ...classes,
    ...legal,
  ]
  const prefixes = studio.locales.length > 1 ? studio.locales.map((locale) => `/${locale}`) : ['']
  const urls = prefixes
    .flatMap((prefix) => pages.map((page) => ctx.origin + prefix + page))
    .map((url) => `<url><loc>${encodeURI(url)}</loc></url>`)
  const sitemap = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>\n`
  return new Response(sitemap, { headers: { 'Content-Type': 'application/xml; charset=utf-8' } })
})

async function sessionPaths(portal: Portal): Promise<string[]> {
  const fromOn = localDateAt(getLocation(portal.catalogue).timeZone, portal.ctx.now())
  const sessions = await listAhead(portal, { fromOn, toOn: addDays(fromOn, DAYS_OF_CLASSES) })
  return sessions.filter(({ status }) => status !== 'cancelled').map(({ id }) => sessionPath(id))
}
