import worker from 'bundled:web/offline/desk-worker.ts'

/**
 * The admin's service worker: the same for every studio. It is asked for anew each time, and may only ask its own host for
 * things.
 */
export const loader = () =>
  new Response(worker, {
    headers: {
      'Content-Type': 'text/javascript; charset=utf-8',
      // Else it could only be for what is below this address, and `/admin` itself is not.
      'Service-Worker-Allowed': '/admin',
      'Content-Security-Policy': "default-src 'none'; connect-src 'self'",
    },
  })
