import { useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { PageHead } from '../components/admin/page-head.tsx'
import { SecurityOverview } from '../components/security/security-overview.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { securityPage } from '../views/security/security-view.server.ts'

export const loader = atDesk(securityPage)

export const meta = accessMeta

export default function Security() {
  const page = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={page.title} />
      <SecurityOverview page={page} />
    </>
  )
}
