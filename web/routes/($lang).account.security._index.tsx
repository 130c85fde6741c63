import { useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { AccountFrame } from '../components/account/account-frame.tsx'
import { SecurityOverview } from '../components/security/security-overview.tsx'
import { accountSecurity } from '../views/security/account-security.server.ts'
import { securityPage } from '../views/security/security-view.server.ts'

export const loader = accountSecurity(securityPage)

export const meta = accessMeta

export default function Security() {
  const page = useLoaderData<typeof loader>()
  return (
    <AccountFrame page={page}>
      <SecurityOverview page={page} />
    </AccountFrame>
  )
}
