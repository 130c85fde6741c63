import { expect, test } from 'vitest'
import { openNotice, renewDevice, showNotice } from './push-notices.ts'
import type { OpenPage, WorkerScope } from './worker-scope.ts'

const ORIGIN = 'https://ironworks.trainerhub.test'

/** A worker’s surroundings, and all that was done there. */
function makeScope(open: string[] = [], { mayNavigate = true } = {}) {
  const done: unknown[][] = []
  const pages = open.map((url): OpenPage => {
    const page: OpenPage = {
      url,
      postMessage: () => {},
      focus: async () => page,
      navigate: async (to) => {
        if (!mayNavigate) throw new TypeError('not controlled')
        done.push(['navigate', url, to])
      },
    }
    return page
  })
  // As much of it as is used here.
  const scope = {
    location: new URL(ORIGIN),
    clients: { matchAll: async () => pages, openWindow: async (url: string) => done.push(['open', url]) },
    registration: {
      showNotification: async (title: string, options: NotificationOptions) =>
        void done.push(['show', title, options]),
    },
  } as unknown as WorkerScope
  return { scope, done }
}

const noticeOf = (data: unknown) => {
  const closed: true[] = []
  // As much of one as is used here.
  return { notice: { data, close: () => closed.push(true) } as unknown as Notification, closed }
}

test('what the studio writes is shown with its sign, newer news of the same thing in place of the older', async () => {
  const { scope, done } = makeScope()
  await showNotice(scope, JSON.stringify({ title: 'Iron Works', body: 'Tomorrow', url: '/x', tag: 'bkg_1' }))
  expect(done).toEqual([
    [
      'show',
      'Iron Works',
      { body: 'Tomorrow', tag: 'bkg_1', data: { url: '/x' }, icon: '/icon.svg', badge: '/icon.svg' },
    ],
  ])
})

test.for(['', 'null', '7', '[]', '{', '{"title":7}'])(
  'something is shown whatever came, such as “%s”',
  async (text) => {
    const { scope, done } = makeScope()
    await showNotice(scope, text)
    expect(done).toMatchObject([['show', 'ironworks.trainerhub.test', { body: '' }]])
  },
)

test.for([
  ['https://book.ironworks.test/bookings/bkg_1?token=abc', '/bookings/bkg_1?token=abc'],
  ['/account', '/account'],
  ['https://evil.test//evil.test/x', '/evil.test/x'],
  ['javascript:alert(1)', '/alert(1)'],
  ['', '/'],
] as const)('a tap on a notice about %s stays on the studio’s site', async ([url, path]) => {
  const { scope, done } = makeScope()
  const { notice, closed } = noticeOf({ url })
  await openNotice(scope, notice)
  expect(done).toEqual([['open', ORIGIN + path]])
  expect(closed).toHaveLength(1)
})

test('a page that is open shows it; the admin and pages of nobody’s are left as they are', async () => {
  const { notice } = noticeOf({ url: '/account' })
  const open = makeScope([`${ORIGIN}/admin/calendar`, `${ORIGIN}/book`])
  await openNotice(open.scope, notice)
  expect(open.done).toEqual([['navigate', `${ORIGIN}/book`, `${ORIGIN}/account`]])

  const alone = makeScope([`${ORIGIN}/admin`])
  await openNotice(alone.scope, notice)
  expect(alone.done).toEqual([['open', `${ORIGIN}/account`]])

  const fresh = makeScope([`${ORIGIN}/`], { mayNavigate: false })
  await openNotice(fresh.scope, notice)
  expect(fresh.done).toEqual([['open', `${ORIGIN}/account`]])
})

test.for([
  [204, false],
  [401, true],
] as const)(
  'a new address of the browser’s is told to the studio, and given up when it answers %d',
  async ([status, isOver]) => {
    const asked: string[] = []
    const over: string[] = []
    const make = (endpoint: string) =>
      // As much of one as is used here.
      ({
        endpoint,
        options: { userVisibleOnly: true },
        toJSON: () => ({ endpoint, keys: { p256dh: 'key', auth: 'secret' } }),
        unsubscribe: async () => over.push(endpoint),
      }) as unknown as PushSubscription
    const known = globalThis.fetch
    globalThis.fetch = async (url, request) => {
      const body = request?.body instanceof URLSearchParams ? request.body.toString() : ''
      asked.push(`${url instanceof Request ? url.url : url.toString()} ${body}`)
      return new Response(null, { status })
    }
    try {
      const registration = { pushManager: { subscribe: async () => make('new') } }
      await renewDevice({ registration } as unknown as WorkerScope, { oldSubscription: make('old') })
    } finally {
      globalThis.fetch = known
    }
    expect(asked).toEqual(['/account/push endpoint=new&p256dh=key&auth=secret&replaces=old'])
    expect(over).toEqual(isOver ? ['new'] : [])
  },
)
