import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'

const ASK_AFTER_MS = 30_000

/** Asks the server again from time to time while the page is looked at: what it says changes by itself. */
export function useFreshAnswer(isNeeded: boolean): void {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (!isNeeded) return undefined
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') revalidate()
    }, ASK_AFTER_MS)
    return () => clearInterval(timer)
  }, [isNeeded, revalidate])
}
