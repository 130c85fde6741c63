import { useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { AccountSettings } from '../components/security/account-settings.tsx'
import { DeviceList } from '../components/security/device-list.tsx'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { inAccount } from '../lib/person.server.ts'
import { accountSecurity } from '../views/security/account-security.server.ts'
import { devicesAnswer, devicesPage } from '../views/security/devices-view.server.ts'

export const loader = accountSecurity(devicesPage)

export const action = inAccount(async (person) => sendAnswer(await devicesAnswer(person)))

export const meta = accessMeta

export default function SecurityDevices() {
  const page = useLoaderData<typeof loader>()
  return (
    <AccountSettings page={page}>
      <DeviceList page={page} />
    </AccountSettings>
  )
}
