import { Outlet, useRouteError, useRouteLoaderData } from '@remix-run/react'
import { DeskError } from '../components/admin/desk-error.tsx'
import type { loader as rootLoader } from '../root.tsx'

/** What fails on a page is shown within the frame. */
export function ErrorBoundary() {
  const error = useRouteError()
  const shell = useRouteLoaderData<typeof rootLoader>('root')
  return shell ? <DeskError error={error} shell={shell} /> : null
}

export default function DeskPages() {
  return <Outlet />
}
