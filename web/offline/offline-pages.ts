/**
 * What a visitor's device keeps of the studio's site for when there is no connection: one page that says so, and of whoever
 * is signed in the same page with their next bookings. Nothing else of theirs is kept, and theirs only until they sign out.
 */

export const PAGES = 'portal-pages'
export const FILES = 'portal-files'

/** The page that says that there is no connection, with the bookings of whoever is signed in. */
export const OFFLINE_PATH = '/offline'
/** The same without anybody's. */
export const PLAIN_PATH = `${OFFLINE_PATH}?plain`

/** Whose bookings an answer shows: without it, it is nobody's. */
export const OWNER_HEADER = 'X-Portal-Owner'

/** Older than this it is looked up again when somebody comes by. */
const OLD_MS = 3_600_000
/** After this, what was booked may be long over. */
const LONGEST_KEPT_MS = 7 * 86_400_000

/** Raised whenever somebody signs out: what was asked for before is not kept afterwards. */
let era = 0

/** Looks both pages up, the own one anew, and keeps what they are shown with. Without a connection nothing changes. */
export async function keepPages(): Promise<void> {
  const asked = era
  try {
    const own = await ask(OFFLINE_PATH)
    const hasOwner = own?.headers.has(OWNER_HEADER) === true
    const pages = await caches.open(PAGES)
    if (!own || asked !== era) return
    if (!hasOwner) await pages.delete(OFFLINE_PATH)
    await keep(hasOwner ? OFFLINE_PATH : PLAIN_PATH, own)
    if (hasOwner && !(await pages.match(PLAIN_PATH))) {
      const plain = await ask(PLAIN_PATH)
      if (plain) await keep(PLAIN_PATH, plain)
    }
    // Whoever signed out in the meantime takes theirs along.
    if (asked !== era) await pages.delete(OFFLINE_PATH)
  } catch {
    // No connection: what is kept stays as it is.
  }
}

/** Looks them up when that was long ago, or never. */
export async function keepOldPages(): Promise<void> {
  const pages = await caches.open(PAGES)
  const kept = (await pages.match(OFFLINE_PATH)) ?? (await pages.match(PLAIN_PATH))
  if (!kept || ageOf(kept) > OLD_MS) await keepPages()
}

/** What to show when nothing else can be had; nothing where nothing is kept. */
export async function findOfflinePage(): Promise<Response | undefined> {
  const pages = await caches.open(PAGES)
  const own = await pages.match(OFFLINE_PATH)
  return own && ageOf(own) < LONGEST_KEPT_MS ? own : pages.match(PLAIN_PATH)
}

/** Forgets whose bookings were kept. */
export async function forgetOwner(): Promise<void> {
  era += 1
  await (await caches.open(PAGES)).delete(OFFLINE_PATH)
}

async function ask(path: string): Promise<Response | undefined> {
  const answer = await fetch(path, {
    redirect: 'manual',
    cache: 'no-store',
    headers: { Accept: 'text/html' },
  })
  return answer.ok ? answer : undefined
}

async function keep(path: string, answer: Response): Promise<void> {
  const html = await answer.text()
  const headers = new Headers(answer.headers)
  headers.set('Date', new Date().toUTCString())
  for (const name of ['Content-Encoding', 'Content-Length']) headers.delete(name)
  await (await caches.open(PAGES)).put(path, new Response(html, { headers }))
  await keepFiles(html)
}

/** Keeps the styles, letters and pictures that a page names, and no older ones. */
async function keepFiles(html: string): Promise<void> {
  const files = await caches.open(FILES)
  const named = [...html.matchAll(/(?:href|src)="(\/(?:assets|theme|files)\/[^"]+|\/favicon\.svg)"/g)]
  const paths = new Set(named.map(([, path = '']) => path.replaceAll('&amp;', '&')))
  for (const { url } of await files.keys()) {
    const { pathname, search } = new URL(url)
    if (!paths.delete(pathname + search)) await files.delete(url)
  }
  await Promise.all([...paths].map((path) => files.add(path)))
}

const ageOf = ({ headers }: Response): number => Date.now() - Date.parse(headers.get('Date') ?? '')
