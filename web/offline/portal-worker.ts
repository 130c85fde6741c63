/**
 * The service worker of a studio's site: says in the studio's look that there is no connection, shows what the client has
 * booked then, and what the studio writes to their device. Bundled into the answer of `routes/sw[.]js.ts`. The admin
 * has its own (`desk-worker.ts`), and this one leaves it alone.
 */
import { FILES, findOfflinePage, forgetOwner, keepOldPages, keepPages } from './offline-pages.ts'
import { forgetDevice, openNotice, renewDevice, showNotice } from './push-notices.ts'
import type { FetchEvent, WorkerScope } from './worker-scope.ts'

declare const self: WorkerScope

/** Whoever works here, and programs. */
const NOT_OURS = /^\/(admin|api|dev|files|operator)(\/|$)/
/** Where what somebody has booked, or who they are, may just have changed. */
const OWN = /^(\/[a-z]{2})?\/(account|bookings|sign-in|waitlist)(\/|\.data$|$)/
const SIGN_OUT = /^(\/[a-z]{2})?\/sign-out(\.data)?$/
const SHOWN_OFFLINE = new Set(['style', 'font', 'image'])

self.addEventListener('install', (event) => {
  void self.skipWaiting()
  event.waitUntil(keepPages())
})

self.addEventListener('activate', (event) => {
  const begin = async () => {
    // The page is asked for while the worker starts: nobody waits for it.
    await self.registration.navigationPreload?.enable()
    await self.clients.claim()
  }
  event.waitUntil(begin())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== self.location.origin || NOT_OURS.test(pathname)) return
  if (request.method !== 'GET') {
    if (SIGN_OUT.test(pathname)) event.waitUntil(forget())
  } else if (request.mode === 'navigate') {
    event.respondWith(answerPage(event, pathname))
  } else if (SHOWN_OFFLINE.has(request.destination)) {
    event.respondWith(answerFile(request))
  } else if (pathname.endsWith('.data') && OWN.test(pathname)) {
    // Somebody came here by a link within the page.
    event.waitUntil(keepPages())
  }
})

/** Pages that sign somebody out wait for this. */
self.addEventListener('message', (event) => {
  const message = event.data
  if (typeof message !== 'object' || message === null || !('kind' in message)) return
  if (message.kind === 'forget')
    event.waitUntil(forget().then(() => event.ports[0]?.postMessage('forgotten')))
})

self.addEventListener('push', (event) => {
  // What the studio writes of is mostly a booking that changed.
  event.waitUntil(Promise.all([showNotice(self, event.data?.text() ?? ''), keepPages()]))
})
self.addEventListener('notificationclick', (event) => event.waitUntil(openNotice(self, event.notification)))
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renewDevice(self, event)))

/** The page as it is; without a connection, the one that says so. */
async function answerPage(event: FetchEvent, pathname: string): Promise<Response> {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request))
    event.waitUntil(OWN.test(pathname) ? keepPages() : keepOldPages())
    return answer
  } catch (error) {
    const kept = await findOfflinePage()
    if (kept) return kept
    throw error
  }
}

/** Files whose address holds the hash of their content never change. */
async function answerFile(request: Request): Promise<Response> {
  const files = await caches.open(FILES)
  return (await files.match(request, { ignoreVary: true })) ?? fetch(request)
}

async function forget(): Promise<void> {
  await Promise.all([forgetOwner(), forgetDevice(self)])
}
