import type { PageRoute } from './page-routes.ts'
import { work } from './route-row.ts'

/** Those of `page-routes.ts` that are about classes, in the admin. */
export const classPageRoutes: Record<string, PageRoute> = {
  'GET /admin/classes': { who: work },
  'GET /admin/classes/series': { who: work },
  'GET /admin/classes/series/new': { who: work },
  'POST /admin/classes/series/new': { who: work },
}
