import type { PageRoute } from './page-routes.ts'
import { desk, ofOwn, work } from './route-row.ts'
import * as things from './things.ts'

/** Those of `page-routes.ts` that are about classes, in the admin. */
export const classPageRoutes: Record<string, PageRoute> = {
  'GET /admin/classes': { who: work },
  'GET /admin/classes/new': { who: work },
  'POST /admin/classes/new': { who: work },
  'GET /admin/classes/series': { who: work },
  'GET /admin/classes/series/new': { who: work },
  'POST /admin/classes/series/new': { who: work },
  'GET /admin/classes/series/:series': { who: ofOwn, of: things.series },
  'GET /admin/classes/series/:series/change': { who: ofOwn, of: things.series },
  'POST /admin/classes/series/:series/change': { who: ofOwn, of: things.series },
  'GET /admin/classes/series/:series/end': { who: ofOwn, of: things.series },
  'POST /admin/classes/series/:series/end': { who: ofOwn, of: things.series },
  'GET /admin/sessions/:sessionId/change': { who: ofOwn, of: things.session },
  'POST /admin/sessions/:sessionId/change': { who: ofOwn, of: things.session },
  'GET /admin/sessions/:sessionId/substitute': { who: desk, of: things.session },
  'POST /admin/sessions/:sessionId/substitute': { who: desk, of: things.session },
  'GET /admin/sessions/:sessionId/cancel': { who: ofOwn, of: things.session },
  'POST /admin/sessions/:sessionId/cancel': { who: ofOwn, of: things.session },
  'GET /admin/waitlist/:entry': { who: ofOwn, of: things.entry },
  'POST /admin/waitlist/:entry': { who: ofOwn, of: things.entry },
}
