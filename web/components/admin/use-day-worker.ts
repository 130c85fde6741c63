import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import { sendWaiting } from '../../offline/deed-queue.ts'
import { KEPT_MARK } from '../../offline/kept-pages.ts'

const FRESH_MS = 90_000

/** Has this page kept on the device, and asks for a newer one from time to time while there is a connection. */
export function useDayWorker(back: string): void {
  const { revalidate } = useRevalidator()

  useEffect(() => {
    keepHere(back).catch(() => {
      // No worker here, such as over plain HTTP: the page works as all others do.
    })
  }, [back])

  useEffect(() => {
    const html = document.documentElement
    const refresh = async () => {
      if (document.visibilityState !== 'visible') return
      // What waits goes first, so that the newer page knows of it.
      await sendWaiting().catch(() => {})
      // Asked first: a page that cannot be had would take the place of the one that is there.
      const isThere = await fetch('/healthz', { cache: 'no-store' }).then(
        ({ ok }) => ok,
        () => false,
      )
      html.toggleAttribute(KEPT_MARK, !isThere)
      if (isThere) revalidate()
    }
    const goOffline = () => html.setAttribute(KEPT_MARK, '')
    const timer = setInterval(() => void refresh(), FRESH_MS)
    const now = () => void refresh()
    if (html.hasAttribute(KEPT_MARK) || !navigator.onLine) now()
    window.addEventListener('online', now)
    window.addEventListener('offline', goOffline)
    window.addEventListener('click', followWhole, true)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', now)
      window.removeEventListener('offline', goOffline)
      window.removeEventListener('click', followWhole, true)
    }
  }, [revalidate])
}

/** Without a connection a link has to lead to a whole page: only those are kept. */
function followWhole(event: MouseEvent): void {
  const isOffline = !navigator.onLine || document.documentElement.hasAttribute(KEPT_MARK)
  if (isOffline && event.target instanceof Element && event.target.closest('a[href]')) event.stopPropagation()
}

async function keepHere(back: string): Promise<void> {
  const { serviceWorker } = navigator
  if (!serviceWorker) return
  await serviceWorker.register('/admin/sw.js', { scope: '/admin' })
  const { active } = await serviceWorker.ready
  const files = performance.getEntriesByType('resource').map(({ name }) => name)
  active?.postMessage({ kind: 'keep', url: new URL(back, location.href).href, files })
}
