import { useLoaderData } from '@remix-run/react'
import { accessMeta } from '../components/access/access-meta.ts'
import { PageHead } from '../components/admin/page-head.tsx'
import { DeviceList } from '../components/security/device-list.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { devicesAnswer, devicesPage } from '../views/security/devices-view.server.ts'

export const loader = atDesk(devicesPage)

export const action = atDesk(async (desk) => sendAnswer(await devicesAnswer(desk)))

export const meta = accessMeta

export default function SecurityDevices() {
  const page = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={page.title} back={page.back} />
      <DeviceList page={page} />
    </>
  )
}
