import { useEffect, useState } from 'react'

const TICK_MS = 30_000

/** What time it is (ms): when the page was made, then the device's own clock. */
export function useNow(madeAt: number): number {
  const [now, setNow] = useState(madeAt)
  useEffect(() => {
    const tick = () => setNow(Date.now())
    tick()
    const timer = setInterval(tick, TICK_MS)
    return () => clearInterval(timer)
  }, [madeAt])
  return now
}
