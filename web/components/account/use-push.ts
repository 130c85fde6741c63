import { useRevalidator } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { DEVICE_PATH, tellDevice } from '../../offline/push-notices.ts'

/** Whether the studio may write to this device; `unknown` until scripts have looked, and without them for good. */
export type PushState = 'unknown' | 'unsupported' | 'denied' | 'off' | 'on'

type Found = {
  state: PushState
  /** By which the studio knows this device. */
  mark: string
}

/**
 * How it stands on this device, and the ways to turn messages on and off. `marks`: those of the client's devices, so that a
 * device somebody else left turned on is not taken for theirs.
 */
export function usePush(key: string, marks: readonly string[]) {
  const { revalidate } = useRevalidator()
  const [found, setFound] = useState<Found>({ state: 'unknown', mark: '' })
  const [progress, setProgress] = useState<'busy' | 'failed' | null>(null)
  const known = marks.join(' ')

  useEffect(() => {
    if (progress === 'busy') return undefined
    let isCurrent = true
    void lookHere(known.split(' ')).then((seen) => isCurrent && setFound(seen))
    return () => {
      isCurrent = false
    }
  }, [known, progress])

  const run = (work: () => Promise<void>) => async () => {
    setProgress('busy')
    setProgress(
      await work().then(
        () => null,
        () => 'failed' as const,
      ),
    )
    revalidate()
  }
  return { ...found, progress, turnOn: run(() => turnOn(key)), turnOff: run(turnOff) }
}

async function lookHere(marks: readonly string[]): Promise<Found> {
  try {
    if (Notification.permission === 'denied') return { state: 'denied', mark: '' }
    const subscription = await findSubscription()
    if (!subscription) return { state: 'off', mark: '' }
    const mark = await hash(subscription.endpoint)
    return { state: marks.includes(mark) ? 'on' : 'off', mark }
  } catch {
    // No notices, no push, or no workers here, such as over plain HTTP.
    return { state: 'unsupported', mark: '' }
  }
}

async function findSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration('/')
  if (!('PushManager' in window)) throw new Error('unsupported')
  return (await registration?.pushManager.getSubscription()) ?? null
}

/** Asks for permission: only ever after somebody has pressed for it. */
async function turnOn(key: string): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') return
  const { pushManager } = await navigator.serviceWorker.ready
  const options = { userVisibleOnly: true, applicationServerKey: key }
  const subscription = await pushManager.subscribe(options).catch(async () => {
    // One that was made with another key is in the way.
    await (await pushManager.getSubscription())?.unsubscribe()
    return pushManager.subscribe(options)
  })
  const { ok } = await tellDevice(subscription)
  if (ok) return
  await subscription.unsubscribe()
  throw new Error('not kept')
}

async function turnOff(): Promise<void> {
  const subscription = await findSubscription()
  if (!subscription) return
  const { endpoint } = subscription
  await fetch(DEVICE_PATH, { method: 'POST', body: new URLSearchParams({ endpoint, intent: 'remove' }) })
  await subscription.unsubscribe()
}

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
