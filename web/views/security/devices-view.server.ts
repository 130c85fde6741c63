import { endDevice, endOtherDevices } from '../../../tenants/access/end-device.ts'
import { listDevices, type Device } from '../../../tenants/access/list-devices.ts'
import type { CarriedOut } from '../../lib/form-answer.server.ts'
import type { Person } from '../../lib/person.server.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { describeDevice } from './describe-device.server.ts'
import { securityPart, securityPath, toldOf, whenOf } from './security-part.server.ts'

/** Where somebody is signed in; this device first. */
export async function devicesPage(person: Person) {
  const { ctx, words } = person
  const said = words('securityDevices')
  const devices = await listDevices(ctx)
  return {
    ...securityPart(person, words('security').devices),
    devices: devices.map((device) => deviceRow(person, device)),
    hasOthers: devices.some(({ isCurrent }) => !isCurrent),
    notice: toldOf(person, { ended: said.ended, others: said.othersEnded }),
    words: said,
  }
}

export type DevicesPage = Awaited<ReturnType<typeof devicesPage>>

function deviceRow(person: Person, device: Device) {
  const { say, words } = person
  const { id, kind, isCurrent, userAgent, network, createdAt, lastSeenAt } = device
  const { browser, system } = describeDevice(userAgent)
  const said = words('securityDevices')
  const both = browser && system ? say('say.browserOn', { browser, system }) : browser || system
  const name = kind === 'token' ? said.token : both || said.unknown
  return {
    id,
    isCurrent,
    name,
    facts: [
      isCurrent ? '' : say('say.seenAt', { when: whenOf(person, lastSeenAt) }),
      say('say.signedInAt', { when: whenOf(person, createdAt) }),
      network,
    ].filter(Boolean),
    endLabel: say('say.endDevice', { device: name }),
  }
}

export async function devicesAnswer(person: Person): Promise<CarriedOut> {
  const { ctx } = person
  const deviceId = (await readForm(person.request)).text('deviceId')
  if (deviceId === '') {
    await endOtherDevices(ctx)
    return { location: securityPath(person, '/devices', 'others') }
  }
  await endDevice(ctx, { deviceId })
  return { location: securityPath(person, '/devices', 'ended') }
}
