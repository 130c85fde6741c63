/**
 * The admin's service worker: Today and the classes that were opened stay readable without a connection, and what was
 * checked in is sent when there is one. Bundled into the answer of `routes/admin_.sw[.]js.ts`.
 */
import { DEEDS_PATH, sendWaiting } from './deed-queue.ts'
import {
  dropPages,
  FILES,
  isDayPage,
  KEPT_MARK,
  listPageCaches,
  LONGEST_KEPT_MS,
  pagesOf,
  PERSON_HEADER,
} from './kept-pages.ts'
import type { FetchEvent, WorkerScope } from './worker-scope.ts'

declare const self: WorkerScope

/** A connection that takes longer is as good as none while somebody stands at the door. */
const PATIENCE_MS = 4_000
const MOST_FILES = 150

/** Raised whenever somebody signs out: what was asked for before is not kept afterwards. */
let era = 0

self.addEventListener('install', () => void self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== self.location.origin) return
  if (request.method !== 'GET') {
    if (url.pathname.startsWith(DEEDS_PATH) && request.mode !== 'navigate') event.respondWith(passOn(event))
  } else if (request.mode === 'navigate') {
    event.respondWith(isDayPage(url.pathname) ? answerPage(event, url) : answerElsewhere(request))
  } else if (/^\/(assets|theme)\//.test(url.pathname)) {
    event.respondWith(answerFile(event))
  } else if (isDayPage(url.pathname.replace(/\.data$/, '')) && url.pathname.endsWith('.data')) {
    // Somebody came here by a link within the page: the whole page is fetched for later.
    url.pathname = url.pathname.replace(/\.data$/, '')
    event.waitUntil(keepPage(pageOf(url)))
  }
})

self.addEventListener('message', (event) => {
  const message = event.data
  if (typeof message !== 'object' || message === null || !('kind' in message)) return
  if (message.kind === 'keep' && 'url' in message && 'files' in message && Array.isArray(message.files)) {
    event.waitUntil(Promise.all([keepPage(pageOf(new URL(String(message.url)))), keepFiles(message.files)]))
  }
  if (message.kind === 'forget')
    event.waitUntil(forget().then(() => event.ports[0]?.postMessage('forgotten')))
})

// Only some browsers ask to send in the background; pages do it themselves when they are open.
self.addEventListener('sync', (event) => event.waitUntil(sendAndTell()))

/** Sends what waits; pages that are open look what became of it. */
async function sendAndTell(): Promise<void> {
  await sendWaiting()
  for (const page of await self.clients.matchAll()) page.postMessage({ kind: 'sent' })
}

/** What is done on one of these pages makes the kept copy old. */
async function passOn(event: FetchEvent): Promise<Response> {
  const { request } = event
  const answer = await fetch(request)
  if (request.referrer) event.waitUntil(keepPage(pageOf(new URL(request.referrer))))
  return answer
}

/** The page as it is now; the kept one when that takes too long. */
async function answerPage(event: FetchEvent, url: URL): Promise<Response> {
  const asked = era
  const network = fetch(event.request).then(async (answer) => {
    const copy = answer.clone()
    event.waitUntil(keep(pageOf(url), copy, asked))
    return answer
  })
  const late = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), PATIENCE_MS))
  try {
    const first = await Promise.race([network, late])
    if (first !== 'late' && first.status < 500) return first
    return (await findKept(url)) ?? (await network)
  } catch (error) {
    const kept = await findKept(url)
    if (kept) return kept
    throw error
  }
}

/** Other pages are not kept: without a connection all ways lead back to the day. */
async function answerElsewhere(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    if (await findKept(new URL('/admin', self.location.origin))) return Response.redirect('/admin', 302)
    throw error
  }
}

/** Files whose address holds the hash of their content never change. */
async function answerFile({ request }: FetchEvent): Promise<Response> {
  const files = await caches.open(FILES)
  const known = await files.match(request)
  if (known) return known
  const answer = await fetch(request)
  if (answer.ok) await files.put(request, answer.clone())
  return answer
}

async function keepFiles(urls: readonly unknown[]): Promise<void> {
  const files = await caches.open(FILES)
  for (const url of urls) {
    const { origin, pathname } = new URL(String(url))
    if (origin !== self.location.origin || !/^\/(assets|theme)\//.test(pathname)) continue
    if (!(await files.match(pathname))) await files.add(pathname)
  }
  const kept = await files.keys()
  await Promise.all(kept.slice(0, Math.max(0, kept.length - MOST_FILES)).map((old) => files.delete(old)))
}

/** A page's address without what it was told to say once. */
function pageOf(url: URL): string {
  const { pathname, searchParams } = new URL(url)
  for (const name of ['done', 'failed', 'index', '_routes']) searchParams.delete(name)
  const query = searchParams.toString()
  return pathname.replace(/(.)\/$/, '$1') + (query && `?${query}`)
}

/** Pages that are being fetched; `again`: since then something was done on them. */
const fetching = new Map<string, 'once' | 'again'>()

/** Fetches a page to keep it: one request at a time, however many are checked in one after the other. */
async function keepPage(page: string): Promise<void> {
  if (!isDayPage(page.split('?')[0] ?? '')) return
  const isFetching = fetching.has(page)
  fetching.set(page, isFetching ? 'again' : 'once')
  if (isFetching) return
  const asked = era
  try {
    await keep(page, await fetch(page, { redirect: 'manual', headers: { Accept: 'text/html' } }), asked)
  } catch {
    // No connection: what is kept stays as it is.
  }
  const isOld = fetching.get(page) === 'again'
  fetching.delete(page)
  if (isOld) await keepPage(page)
}

/** Keeps an answer for whose page it is, and nothing of anybody else's; one that is nobody's page ends it all. */
async function keep(page: string, answer: Response, asked: number): Promise<void> {
  const person = answer.headers.get(PERSON_HEADER)
  if (answer.type === 'opaqueredirect' || answer.redirected || [401, 403].includes(answer.status))
    return forget()
  if (!answer.ok || !person || asked !== era) return
  const html = await answer.text()
  if (asked !== era) return
  const headers = new Headers(answer.headers)
  headers.set('Date', new Date().toUTCString())
  for (const name of ['Content-Encoding', 'Content-Length']) headers.delete(name)
  await dropPages(person)
  const pages = await caches.open(pagesOf(person))
  await pages.put(page, new Response(html, { headers }))
  for (const old of await pages.keys()) {
    const kept = await pages.match(old)
    if (kept && ageOf(kept) > LONGEST_KEPT_MS) await pages.delete(old)
  }
  // Whoever signed out in the meantime takes it along.
  if (asked !== era) await dropPages()
}

/** The kept page, which says of itself that it is one. */
async function findKept(url: URL): Promise<Response | undefined> {
  for (const name of await listPageCaches()) {
    const pages = await caches.open(name)
    const kept = (await pages.match(pageOf(url))) ?? (await pages.match(pageOf(url), { ignoreSearch: true }))
    if (!kept || ageOf(kept) > LONGEST_KEPT_MS) continue
    const html = (await kept.text()).replace('<html ', `<html ${KEPT_MARK} `)
    return new Response(html, { headers: kept.headers })
  }
  return undefined
}

const ageOf = ({ headers }: Response): number => Date.now() - Date.parse(headers.get('Date') ?? '')

async function forget(): Promise<void> {
  era += 1
  await dropPages()
}
