import { useNavigationType, useSubmit } from '@remix-run/react'
import { useEffect } from 'react'

/**
 * Gives back what is kept for a page (`action`) when the visitor goes on elsewhere or closes it; further steps with the same
 * time keep it. A page that comes back, reloaded or out of the browser's memory, was left for a moment: it asks anew.
 */
export function useKeptTime(action: string | undefined): void {
  const submit = useSubmit()
  const arrivedBy = useNavigationType()
  useEffect(() => {
    if (action === undefined) return
    const release = () => void navigator.sendBeacon(action, new URLSearchParams({ intent: 'leave' }))
    const keepAgain = () =>
      submit({ intent: 'keep' }, { method: 'post', action, replace: true, preventScrollReset: true })
    const comeBack = ({ persisted }: PageTransitionEvent) => {
      if (persisted) keepAgain()
    }
    if (arrivedBy === 'POP' && isReloaded()) keepAgain()
    addEventListener('pagehide', release)
    addEventListener('pageshow', comeBack)
    return () => {
      removeEventListener('pagehide', release)
      removeEventListener('pageshow', comeBack)
      if (!isStillWith(action)) release()
    }
  }, [action, arrivedBy, submit])
}

function isReloaded(): boolean {
  const [entry] = performance.getEntriesByType('navigation')
  return entry instanceof PerformanceNavigationTiming && entry.type === 'reload'
}

/** Whether the page that is open by now is about the same time, and the same hold. */
function isStillWith(action: string): boolean {
  const kept = new URL(action, location.href)
  const holdOf = ({ search }: { search: string }) => new URLSearchParams(search).get('hold')
  return (
    location.pathname.startsWith(kept.pathname.replace(/\/hold$/, '')) && holdOf(location) === holdOf(kept)
  )
}
