import { Outlet } from '@remix-run/react'

/** What fails in an action is caught here, below the root: the root's loader then still gives the page its frame. */
export { ErrorBoundary } from '../root.tsx'

export default function Pages() {
  return <Outlet />
}
