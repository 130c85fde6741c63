import type { PageRoute } from './page-routes.ts'
import { desk, managers, noWhere, work } from './route-row.ts'

/** The rows of the studio's site, its short links, its pictures, legal pages and domain: `page-routes.ts`. */
export const sitePageRoutes: Record<string, PageRoute> = {
  // The link of a text message: whoever has not got the code we made finds nothing.
  'GET /b/:code': { who: 'everybody', ...noWhere },
  'GET /admin/site': { who: desk },
  'POST /admin/site': { who: managers },
  'GET /admin/site/preview': { who: desk },
  'POST /admin/site/preview': { who: desk },
  'GET /admin/site/theme.css': { who: desk },
  'GET /admin/site/pictures': { who: desk },
  'POST /admin/site/pictures': { who: managers },
  'GET /admin/site/pictures/add': { who: work, ...noWhere },
  'POST /admin/site/pictures/add': { who: managers },
  'GET /admin/site/legal': { who: desk },
  'GET /admin/site/legal/new': { who: managers },
  'POST /admin/site/legal/new': { who: managers },
  'GET /admin/site/legal/:slug': { who: managers, ...noWhere },
  'POST /admin/site/legal/:slug': { who: managers, ...noWhere },
  'GET /admin/site/embed': { who: desk },
  'GET /admin/site/domain': { who: desk },
  'POST /admin/site/domain': { who: managers },
  'GET /admin/site/domain/:host/remove': { who: managers, isFresh: true, ...noWhere },
  'POST /admin/site/domain/:host/remove': { who: managers, isFresh: true, ...noWhere },
}
