import { getSecondFactor } from '../../../tenants/access/factors/get-second-factor.ts'
import { listDevices } from '../../../tenants/access/list-devices.ts'
import type { Person } from '../../lib/person.server.ts'
import { titled } from '../access/access-page.server.ts'
import { securityPath, toldOf } from './security-part.server.ts'

/** How somebody signs in, in short, each with the way to change it. */
export async function securityPage(person: Person) {
  const { ctx, login, say, words } = person
  const said = words('security')
  const [factor, devices] = await Promise.all([getSecondFactor(ctx), listDevices(ctx)])
  const { hasPassword, email } = login.user
  const isOn = factor.totpSince !== null
  const part = (title: string, text: string, way: { to: string; label: string }) => ({
    title,
    text,
    href: securityPath(person, way.to),
    label: way.label,
  })
  return {
    ...titled(person, said.title),
    text: said.text,
    notice: toldOf(person, { email: said.emailSaved, password: words('securityPassword').done }),
    parts: [
      part(said.email, email, { to: '/email', label: said.emailChange }),
      part(said.password, hasPassword ? said.passwordSet : said.passwordNone, {
        to: '/password',
        label: hasPassword ? said.passwordChange : said.passwordAdd,
      }),
      part(said.twoStep, isOn ? said.twoStepOn : said.twoStepOff, {
        to: '/two-step',
        label: isOn ? said.twoStepManage : said.twoStepSetUp,
      }),
      part(
        said.passkeys,
        factor.passkeys > 0 ? say('say.passkeyCount', { count: factor.passkeys }) : said.passkeysNone,
        { to: '/passkeys', label: factor.passkeys > 0 ? said.passkeysManage : said.passkeysAdd },
      ),
      part(said.devices, say('say.deviceCount', { count: devices.length }), {
        to: '/devices',
        label: said.devicesManage,
      }),
    ],
  }
}

export type SecurityPage = Awaited<ReturnType<typeof securityPage>>
