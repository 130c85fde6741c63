/** What a studio writes to a device: shown, opened by a tap, and no longer once nobody is signed in there. */
import type { OpenPage, WorkerScope } from './worker-scope.ts'

export const DEVICE_PATH = '/account/push'

/** Browsers insist that something is shown, whatever came. */
export async function showNotice({ registration, location }: WorkerScope, text: string): Promise<void> {
  const { title, ...notice } = readNotice(text)
  await registration.showNotification(title || location.hostname, {
    ...notice,
    icon: '/icon.svg',
    badge: '/icon.svg',
  })
}

function readNotice(text: string) {
  const said = parse(text)
  const of = (name: string) => {
    const value: unknown = Reflect.get(said, name)
    return typeof value === 'string' ? value : ''
  }
  // Of the same booking the newest takes the place of what was there.
  return { title: of('title'), body: of('body'), tag: of('tag'), data: { url: of('url') } }
}

function parse(text: string): object {
  try {
    const said: unknown = JSON.parse(text)
    return typeof said === 'object' && said !== null ? said : {}
  } catch {
    return {}
  }
}

/** Opens what a notice is about, in a page that is open already where there is one. */
export async function openNotice({ clients, location }: WorkerScope, notice: Notification): Promise<void> {
  notice.close()
  const said: unknown = notice.data
  const url = typeof said === 'object' && said !== null && 'url' in said ? String(said.url) : ''
  const to = pathOf(url, location)
  const pages = await clients.matchAll({ type: 'window' })
  const isDesk = ({ url: open }: OpenPage) => new URL(open).pathname.startsWith('/admin')
  const page = pages.find((open) => !isDesk(open))
  try {
    if (page) return void (await (await page.focus()).navigate(to))
  } catch {
    // A page that nobody answers for yet stays where it is.
  }
  await clients.openWindow(to)
}

/** Links name the studio's main host; the site may be installed from another of its own, and leads nowhere else. */
function pathOf(url: string, { origin }: Location): string {
  if (!URL.canParse(url, origin)) return '/'
  const { pathname, search } = new URL(url, origin)
  return `${origin}/${pathname.replace(/^\/+/, '')}${search}`
}

type Change = { oldSubscription?: PushSubscription | null; newSubscription?: PushSubscription | null }

/** The browser has another address for this device: the studio hears of it, while its client is signed in here. */
export async function renewDevice({ registration }: WorkerScope, change: Change): Promise<void> {
  const { oldSubscription: old } = change
  const fresh = change.newSubscription ?? (old && (await registration.pushManager.subscribe(old.options)))
  if (!fresh) return
  const { ok } = await tellDevice(fresh, old ? { replaces: old.endpoint } : {})
  if (!ok) await fresh.unsubscribe()
}

/** Tells the studio where this device is reached. */
export function tellDevice(
  subscription: PushSubscription,
  others: Record<string, string> = {},
): Promise<Response> {
  const { endpoint = '', keys = {} } = subscription.toJSON()
  const { p256dh = '', auth = '' } = keys
  const body = new URLSearchParams({ endpoint, p256dh, auth, ...others })
  return fetch(DEVICE_PATH, { method: 'POST', body, redirect: 'manual' })
}

/** Whoever uses the device next is not shown what was for somebody else. */
export async function forgetDevice({ registration }: Pick<WorkerScope, 'registration'>): Promise<void> {
  const subscription = await registration.pushManager?.getSubscription()
  await subscription?.unsubscribe()
  for (const notice of await registration.getNotifications()) notice.close()
}
