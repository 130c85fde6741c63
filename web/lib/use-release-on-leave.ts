import { useEffect } from 'react'

/** Gives back what is kept for a page when the visitor goes on elsewhere or closes it. What was booked by then stays so. */
export function useReleaseOnLeave(action: string | undefined): void {
  useEffect(() => {
    if (action === undefined) return
    const release = () => void navigator.sendBeacon(action, new URLSearchParams({ intent: 'leave' }))
    addEventListener('pagehide', release)
    return () => {
      removeEventListener('pagehide', release)
      release()
    }
  }, [action])
}
