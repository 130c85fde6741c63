/**
 * What staff did to bookings on this device and the studio has not heard of yet: in IndexedDB, by ids alone, in order.
 * Pages and the worker send it; each deed can be sent twice and is done once.
 */

export const intents = ['check-in', 'undo-check-in', 'no-show', 'undo-no-show'] as const
export type Intent = (typeof intents)[number]

/** `person`: the login of whoever did it. */
export type Deed = { person: string; bookingId: string; intent: Intent }
export type KeptDeed = Deed & { id: number }
/** A deed that was not to be: what is in the way, in words. */
export type RefusedDeed = KeptDeed & { message: string }

export type Answer =
  | { kind: 'done'; status: string }
  | { kind: 'refused'; message: string }
  /** No connection, or nobody there. */
  | { kind: 'later' }
  | { kind: 'signed-out' }

const DATABASE = 'desk-deeds'
const STORES = ['waiting', 'refused'] as const
type Store = (typeof STORES)[number]
const PATIENCE_MS = 10_000
export const DEEDS_PATH = '/admin/roster/send'

/** Keeps a deed until it is sent. */
export async function keepDeed(deed: Deed): Promise<void> {
  await inStore('waiting', 'readwrite', (store) => store.add(deed))
}

/** What is kept, in order. */
export const listWaiting = (): Promise<KeptDeed[]> =>
  inStore<KeptDeed[]>('waiting', 'readonly', (store) => store.getAll())

/** What was refused and nobody has looked at yet. */
export const listRefused = (): Promise<RefusedDeed[]> =>
  inStore<RefusedDeed[]>('refused', 'readonly', (store) => store.getAll())

export async function forgetRefused(): Promise<void> {
  await inStore('refused', 'readwrite', (store) => store.clear())
}

/** Forgets everything, whosever it is. */
export async function dropDeeds(): Promise<void> {
  for (const name of STORES) await inStore(name, 'readwrite', (store) => store.clear())
}

/** Forgets what somebody else did here. */
export async function dropDeedsOfOthers(person: string): Promise<void> {
  for (const name of STORES) {
    const found = await inStore<KeptDeed[]>(name, 'readonly', (store) => store.getAll())
    for (const deed of found) {
      if (deed.person !== person) await inStore(name, 'readwrite', (store) => store.delete(deed.id))
    }
  }
}

/**
 * Sends what is kept, one after the other, until one cannot be sent: no later one goes before it. Whoever sends at the same
 * time, such as another tab, waits. `tell` hears each answer.
 */
export async function sendWaiting(tell: (deed: KeptDeed, answer: Answer) => void = () => {}): Promise<void> {
  await alone(async () => {
    for (const deed of await listWaiting()) {
      const answer = await sendDeed(deed)
      if (answer.kind === 'refused') {
        const refused: RefusedDeed = { ...deed, message: answer.message }
        await inStore('refused', 'readwrite', (store) => store.put(refused))
      }
      const isSettled = answer.kind === 'done' || answer.kind === 'refused'
      if (isSettled) await inStore('waiting', 'readwrite', (store) => store.delete(deed.id))
      tell(deed, answer)
      if (!isSettled) return
    }
  })
}

/** Tells the studio of one deed. */
export async function sendDeed({ person, bookingId, intent }: Deed): Promise<Answer> {
  const body = new URLSearchParams({ person, booking: bookingId, intent })
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const answer = await fetch(DEEDS_PATH, { method: 'POST', body, redirect: 'manual', signal })
    if (answer.type === 'opaqueredirect' || answer.status === 401) return { kind: 'signed-out' }
    if (answer.status >= 500 || answer.status === 429) return { kind: 'later' }
    return toAnswer(await answer.json())
  } catch {
    return { kind: 'later' }
  }
}

function toAnswer(said: unknown): Answer {
  if (typeof said === 'object' && said !== null) {
    if ('status' in said && typeof said.status === 'string') return { kind: 'done', status: said.status }
    if ('message' in said) return { kind: 'refused', message: String(said.message) }
  }
  return { kind: 'later' }
}

/** One at a time on this device, where the browser can see to that. */
async function alone(work: () => Promise<void>): Promise<void> {
  if ('locks' in navigator) await navigator.locks.request(DATABASE, work)
  else await work()
}

async function inStore<Result>(
  name: Store,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest,
): Promise<Result> {
  const database = await openDeeds()
  try {
    const transaction = database.transaction(name, mode)
    const request = work(transaction.objectStore(name))
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error ?? new Error('not written'))
    })
    // What the caller put there.
    return request.result as Result
  } finally {
    database.close()
  }
}

function openDeeds(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => {
      for (const name of STORES) {
        request.result.createObjectStore(name, { keyPath: 'id', autoIncrement: true })
      }
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('not opened'))
  })
}
