import worker from 'bundled:web/offline/portal-worker.ts'

/**
 * The service worker of the studio's site: the same for every studio. It is asked for anew each time, and may only ask its
 * own host for things.
 */
export const loader = () =>
  new Response(worker, {
    headers: {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Content-Security-Policy':
        "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
  })
