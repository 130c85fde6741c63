/** As much of a service worker's global scope as ours uses: the library of its types cannot be had beside that of pages. */
export type WorkerScope = {
  location: Location
  clients: {
    claim: () => Promise<void>
    matchAll: () => Promise<readonly { postMessage: (message: unknown) => void }[]>
  }
  skipWaiting: () => Promise<void>
  addEventListener: <Kind extends keyof WorkerEvents>(
    kind: Kind,
    listen: (event: WorkerEvents[Kind]) => void,
  ) => void
}

/** Of these the worker is kept alive until what they wait for is done. */
export type LastingEvent = Event & { waitUntil: (work: Promise<unknown>) => void }

export type FetchEvent = LastingEvent & {
  request: Request
  respondWith: (answer: Promise<Response>) => void
}

type WorkerEvents = {
  install: LastingEvent
  activate: LastingEvent
  fetch: FetchEvent
  message: LastingEvent & Pick<MessageEvent<unknown>, 'data' | 'ports'>
  sync: LastingEvent
}
