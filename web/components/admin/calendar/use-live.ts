import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'

/** Changes come in bursts: a class with thirty people in it is moved at once. */
const CALM_MS = 400
const PING_MS = 50_000
const LONGEST_WAIT_MS = 60_000

/**
 * Asks the server again whenever it says that the calendar changed. Without a socket it asks when somebody comes back to the
 * page; a socket that closes is opened anew, ever more slowly, and what was missed meanwhile is asked for then.
 */
export function useLive(path: string): void {
  const { revalidate } = useRevalidator()
  const ask = useRef(revalidate)
  useEffect(() => {
    ask.current = revalidate
  }, [revalidate])
  useEffect(() => {
    let socket: WebSocket | undefined
    let failures = 0
    let isGone = false
    const timers = { ask: 0, open: 0, ping: 0 }
    const askSoon = () => {
      clearTimeout(timers.ask)
      timers.ask = window.setTimeout(() => ask.current(), CALM_MS)
    }
    const comeBack = () => {
      if (document.visibilityState === 'visible' && socket?.readyState !== WebSocket.OPEN) askSoon()
    }
    const open = (isAgain: boolean) => {
      socket = new WebSocket(new URL(path, location.href.replace(/^http/, 'ws')))
      socket.addEventListener('open', () => {
        failures = 0
        if (isAgain) askSoon()
      })
      socket.addEventListener('message', ({ data }) => data === 'changed' && askSoon())
      socket.addEventListener('close', () => {
        if (isGone) return
        const wait = Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures) * (0.5 + Math.random() / 2)
        failures += 1
        timers.open = window.setTimeout(() => open(true), wait)
      })
    }
    open(false)
    timers.ping = window.setInterval(
      () => socket?.readyState === WebSocket.OPEN && socket.send('ping'),
      PING_MS,
    )
    document.addEventListener('visibilitychange', comeBack)
    return () => {
      isGone = true
      clearTimeout(timers.ask)
      clearTimeout(timers.open)
      clearInterval(timers.ping)
      document.removeEventListener('visibilitychange', comeBack)
      socket?.close()
    }
  }, [path])
}
