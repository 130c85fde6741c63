import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'

/** Asks the server again when it took another zone for the visitor's than the browser has told it by now. */
export function useVisitorZone(known: string | null): void {
  const { revalidate } = useRevalidator()
  // Once per page: a browser that keeps no cookies would ask for ever.
  const hasCompared = useRef(false)
  useEffect(() => {
    if (hasCompared.current) return
    hasCompared.current = true
    if (known !== Intl.DateTimeFormat().resolvedOptions().timeZone) revalidate()
  }, [known, revalidate])
}
