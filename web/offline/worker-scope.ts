/** As much of a service worker's global scope as ours use: the library of its types cannot be had beside that of pages. */
export type WorkerScope = {
  location: Location
  clients: {
    claim: () => Promise<void>
    matchAll: (options?: { type: 'window' }) => Promise<readonly OpenPage[]>
    openWindow: (url: string) => Promise<unknown>
  }
  registration: ServiceWorkerRegistration
  skipWaiting: () => Promise<void>
  addEventListener: <Kind extends keyof WorkerEvents>(
    kind: Kind,
    listen: (event: WorkerEvents[Kind]) => void,
  ) => void
}

/** One of our pages that is open. */
export type OpenPage = {
  url: string
  postMessage: (message: unknown) => void
  focus: () => Promise<OpenPage>
  /** Rejects for a page that this worker does not answer for. */
  navigate: (url: string) => Promise<unknown>
}

/** Of these the worker is kept alive until what they wait for is done. */
export type LastingEvent = Event & { waitUntil: (work: Promise<unknown>) => void }

export type FetchEvent = LastingEvent & {
  request: Request
  /** The answer that was asked for while the worker started; nothing where browsers cannot do that. */
  preloadResponse: Promise<Response | undefined>
  respondWith: (answer: Promise<Response>) => void
}

type WorkerEvents = {
  install: LastingEvent
  activate: LastingEvent
  fetch: FetchEvent
  message: LastingEvent & Pick<MessageEvent<unknown>, 'data' | 'ports'>
  sync: LastingEvent
  push: LastingEvent & { data: { text: () => string } | null }
  notificationclick: LastingEvent & { notification: Notification }
  pushsubscriptionchange: LastingEvent & {
    oldSubscription?: PushSubscription | null
    newSubscription?: PushSubscription | null
  }
}
