import { flatRoutes } from '@remix-run/fs-routes'

/** A file in `routes/` is a URL. */
export default flatRoutes({ ignoredRouteFiles: ['**/*.css', '**/*.test.*'] })
