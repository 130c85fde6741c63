import { inPortalFile } from '../lib/portal.server.ts'
import { embedView } from '../views/embed-view.server.ts'

/** For `public/embed.js`, on whichever website it stands: what anybody may see, for anybody, and nobody is asked who they are. */
export const loader = inPortalFile(async (portal) =>
  Response.json(await embedView(portal), {
    headers: {
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': 'public, max-age=60',
      Vary: 'Accept-Language',
    },
  }),
)
