import type { MetaFunction } from '@remix-run/cloudflare'
import { Outlet, useLoaderData, useRouteError, useRouteLoaderData } from '@remix-run/react'
import { DeskError } from '../components/admin/desk-error.tsx'
import { Frame } from '../components/admin/frame.tsx'
import { Plain } from '../components/admin/plain.tsx'
import { atDesk } from '../lib/desk.server.ts'
import type { loader as rootLoader } from '../root.tsx'
import { frameView } from '../views/admin/frame-view.server.ts'

export const loader = atDesk(frameView)

/** What somebody may do can change with every click. */
export const shouldRevalidate = () => true

export const meta: MetaFunction<typeof loader> = ({ data: frame }) =>
  frame ? [{ title: frame.studio.name }] : []

export default function Admin() {
  const frame = useLoaderData<typeof loader>()
  return (
    <Frame frame={frame}>
      <Outlet />
    </Frame>
  )
}

/** For who gets no frame: it is not for them, or could not be made. */
export function ErrorBoundary() {
  const error = useRouteError()
  const shell = useRouteLoaderData<typeof rootLoader>('root')
  if (!shell) return null
  return (
    <Plain shell={shell}>
      <DeskError error={error} shell={shell} isOutside />
    </Plain>
  )
}
