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
  const page = useRef(madeAt)
  useEffect(() => {
    page.current = madeAt
  }, [madeAt])
  const put = useCallback((bookingId: string, now: Settled) => {
    setSettled((before) => new Map(before).set(bookingId, { ...now, madeAt: page.current }))
  }, [])

  const hear = useCallback(
    ({ bookingId, intent }: Deed, answer: Answer) => {
      if (answer.kind === 'signed-out') location.reload()
      if (answer.kind === 'done') put(bookingId, { status: answer.status, isWaiting: false, message: '' })
      if (answer.kind === 'refused') put(bookingId, { status: '', isWaiting: false, message: answer.message })
      if (answer.kind === 'later') put(bookingId, { status: becomes[intent], isWaiting: true, message: '' })
    },
    [put],
  )
  const send = useCallback(async () => {
    await sendWaiting(hear)
    setRefused(await listRefused())
  }, [hear])

  useEffect(() => {
    const begin = async () => {
      await dropDeedsOfOthers(person)
      for (const { bookingId, intent } of await listWaiting()) {
        put(bookingId, { status: becomes[intent], isWaiting: true, message: '' })
      }
      await send()
    }
    const again = () => {
      if (document.visibilityState === 'visible') send().catch(ignore)
    }
    begin().catch(ignore)
    window.addEventListener('online', again)
    document.addEventListener('visibilitychange', again)
    return () => {
      window.removeEventListener('online', again)
      document.removeEventListener('visibilitychange', again)
    }
  }, [person, put, send])

  const deeds = useMemo((): Deeds => {
    const act = async (bookingId: string, intent: Intent) => {
      const deed = { person, bookingId, intent }
      put(bookingId, { status: becomes[intent], isWaiting: false, message: '' })
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
  }, [hear, lost, madeAt, person, put, refused, send, settled])
  return <DeedsContext.Provider value={deeds}>{children}</DeedsContext.Provider>
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
