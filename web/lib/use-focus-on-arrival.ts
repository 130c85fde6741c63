import { useLocation } from '@remix-run/react'
import { useEffect, useRef } from 'react'

/** Takes the keyboard and screen readers along to a new page, as a browser does when it loads one. */
export function useFocusOnArrival(): void {
  const { pathname } = useLocation()
  const lastPath = useRef(pathname)
  useEffect(() => {
    if (lastPath.current === pathname) return
    lastPath.current = pathname
    const main = document.querySelector('main')
    // The page may have put it where it is needed already, such as on a message.
    if (!main || main.contains(document.activeElement)) return
    main.tabIndex = -1
    main.focus({ preventScroll: true })
  }, [pathname])
}
