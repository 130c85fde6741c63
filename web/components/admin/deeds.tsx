import { useRevalidator } from '@remix-run/react'
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react'
import {
  dropDeedsOfOthers,
  forgetRefused,
  keepDeed,
  listRefused,
  listWaiting,
  sendDeed,
  sendWaiting,
  type Answer,
  type Deed,
  type Intent,
  type RefusedDeed,
} from '../../offline/deed-queue.ts'

/** What has become of a booking since the page came: at once, whatever the connection. */
type Settled = {
  status: string
  /** Not sent yet. */
  isWaiting: boolean
  /** Why it was not to be. */
  message: string
}

/** `madeAt`: the page that was there then. A newer one knows better, unless the studio does not know it yet. */
type Kept = Settled & { madeAt: number }

type Deeds = {
  of: (bookingId: string) => Settled | undefined
  act: (bookingId: string, intent: Intent) => void
  refused: readonly RefusedDeed[]
  dismiss: () => void
}

/** While something waits it is tried this often: that there is a connection does not mean that it reaches anybody. */
const AGAIN_MS = 15_000

const DeedsContext = createContext<Deeds | null>(null)

/** Null without scripts: forms do it then. */
export const useDeeds = (): Deeds | null => useContext(DeedsContext)

const becomes: Record<Intent, string> = {
  'check-in': 'checked_in',
  'undo-check-in': 'confirmed',
  'no-show': 'no_show',
  'undo-no-show': 'checked_in',
}

type DeedsProviderProps = { person: string; madeAt: number; lost: string; children: ReactNode }

/**
 * Does what is tapped at once, and tells the studio as soon as there is a connection: now, when it comes back, or when this
 * page is opened again. `madeAt` is when the page was: what is newer than the deeds says how things are.
 */
export function DeedsProvider({ person, madeAt, lost, children }: DeedsProviderProps) {
  const [settled, setSettled] = useState<ReadonlyMap<string, Kept>>(new Map())
  const [refused, setRefused] = useState<readonly RefusedDeed[]>([])
  const { revalidate } = useRevalidator()
  const awaited = useRef<ReadonlySet<string>>(new Set())
  const page = useRef(madeAt)
  useEffect(() => {
    page.current = madeAt
  }, [madeAt])

  const hear = useCallback(({ bookingId, intent }: Deed, answer: Answer) => {
    if (answer.kind === 'signed-out') location.reload()
    else {
      if (answer.kind === 'later') awaited.current = new Set(awaited.current).add(bookingId)
      const now = { ...outcomeOf(intent, answer), madeAt: page.current }
      setSettled((before) => new Map(before).set(bookingId, now))
    }
  }, [])
  const send = useCallback(async () => {
    await sendWaiting(hear)
    // Another tab, or the worker, may have sent some of it.
    const [waiting, not] = await Promise.all([listWaiting(), listRefused()])
    const lists = { waiting, not, madeAt: page.current }
    setSettled((before) => new Map([...before].map(([id, now]) => [id, reconcile(id, now, lists)])))
    setRefused(not)
    const still = new Set(waiting.map(({ bookingId }) => bookingId))
    // A page that was asked for meanwhile may not know of it.
    if ([...awaited.current].some((id) => !still.has(id))) revalidate()
    awaited.current = still
  }, [hear, revalidate])
  const begin = useCallback(async () => {
    await dropDeedsOfOthers(person)
    for (const deed of await listWaiting()) hear(deed, { kind: 'later' })
    await send()
  }, [hear, person, send])
  useSending({ begin, send, hasWaiting: [...settled.values()].some(({ isWaiting }) => isWaiting) })

  const deeds = useMemo((): Deeds => {
    const act = async (bookingId: string, intent: Intent) => {
      const deed = { person, bookingId, intent }
      hear(deed, { kind: 'done', status: becomes[intent] })
      const isKept = await keepDeed(deed).then(
        () => true,
        () => false,
      )
      if (isKept) return send()
      // A browser that keeps nothing: it is sent now or not at all.
      const answer = await sendDeed(deed)
      hear(deed, answer.kind === 'later' ? { kind: 'refused', message: lost } : answer)
    }
    return {
      of: (bookingId) => {
        const kept = settled.get(bookingId)
        return kept && (kept.isWaiting || kept.madeAt === madeAt) ? kept : undefined
      },
      act: (bookingId, intent) => void act(bookingId, intent).then(askForSync, ignore),
      refused,
      dismiss: () => {
        setRefused([])
        forgetRefused().catch(ignore)
      },
    }
  }, [hear, lost, madeAt, person, refused, send, settled])
  return <DeedsContext.Provider value={deeds}>{children}</DeedsContext.Provider>
}

function outcomeOf(intent: Intent, answer: Exclude<Answer, { kind: 'signed-out' }>): Settled {
  if (answer.kind === 'refused') return { status: '', isWaiting: false, message: answer.message }
  const isWaiting = answer.kind === 'later'
  return { status: isWaiting ? becomes[intent] : answer.status, isWaiting, message: '' }
}

type Lists = { waiting: readonly Deed[]; not: readonly RefusedDeed[]; madeAt: number }

/** What has become of a booking by what this device knows now; what has just been sent is newer than the page. */
// oxlint-disable-next-line max-params
function reconcile(id: string, now: Kept, { waiting, not, madeAt }: Lists): Kept {
  const isWaiting = waiting.some(({ bookingId }) => bookingId === id)
  if (isWaiting || !now.isWaiting) return { ...now, isWaiting }
  const refusal = not.find(({ bookingId }) => bookingId === id)
  const settled = refusal ? { status: '', message: refusal.message } : {}
  return { ...now, ...settled, isWaiting, madeAt }
}

type Sending = { begin: () => Promise<void>; send: () => Promise<void>; hasWaiting: boolean }

/** Sends whenever there is reason to believe that it arrives now. */
function useSending({ begin, send, hasWaiting }: Sending): void {
  useEffect(() => {
    begin().catch(ignore)
  }, [begin])
  useEffect(() => {
    const again = () => {
      if (document.visibilityState === 'visible') send().catch(ignore)
    }
    const { serviceWorker } = navigator
    serviceWorker?.addEventListener('message', again)
    window.addEventListener('online', again)
    document.addEventListener('visibilitychange', again)
    const timer = hasWaiting ? setInterval(again, AGAIN_MS) : undefined
    return () => {
      serviceWorker?.removeEventListener('message', again)
      window.removeEventListener('online', again)
      document.removeEventListener('visibilitychange', again)
      clearInterval(timer)
    }
  }, [hasWaiting, send])
}

/** Where nothing can be kept, there is nothing to send later either. */
const ignore = () => {}

/** Has the browser send what waits even when this page is closed, where it can. */
async function askForSync(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration('/admin')
  // In no library yet.
  const { sync } = (registration ?? {}) as { sync?: { register: (tag: string) => Promise<void> } }
  await sync?.register('deeds').catch(ignore)
}
