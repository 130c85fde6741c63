import { listPushChoices } from '../../../tenants/push/list-push-choices.ts'
import { listPushDevices } from '../../../tenants/push/list-push-devices.ts'
import { removePushDevice } from '../../../tenants/push/remove-push-device.ts'
import { renamePushDevice } from '../../../tenants/push/rename-push-device.ts'
import { setPushChoices } from '../../../tenants/push/set-push-choices.ts'
import { subscribeToPush } from '../../../tenants/push/subscribe-to-push.ts'
import { getLocation } from '../../../tenants/studio/get-location.ts'
import { carryOut, type FormAnswer } from '../../lib/form-answer.server.ts'
import type { Person } from '../../lib/person.server.ts'
import type { Portal } from '../../lib/portal.server.ts'
import { readForm, type SentForm } from '../../lib/read-form.server.ts'
import { describeDevice } from '../security/describe-device.server.ts'

/** Where the studio may write to somebody by itself, and what about; null where it writes to nobody. */
export async function pushPart({ catalogue, ctx, format, say, words }: Portal) {
  if (ctx.pushKey === null) return null
  const [devices, wanted] = await Promise.all([listPushDevices(ctx), listPushChoices(ctx)])
  const labels = words('push')
  const { timeZone } = getLocation(catalogue)
  const when = (at: number) => format.whenNear(at, timeZone)
  return {
    key: ctx.pushKey,
    devices: devices.map(({ id, device, endpointHash, createdAt, lastSentAt }) => ({
      id,
      name: device,
      mark: endpointHash,
      facts: [
        say('say.pushSince', { when: when(createdAt) }),
        lastSentAt === null ? '' : say('say.pushLast', { when: when(lastSentAt) }),
      ].filter(Boolean),
      renameLabel: say('say.renameDevice', { device }),
      removeLabel: say('say.removeDevice', { device }),
    })),
    choices: (['reminder', 'changes', 'waitlist'] as const).map((name) => ({
      name,
      label: labels[name],
      isWanted: wanted[name],
    })),
    words: labels,
  }
}

export type PushPart = NonNullable<Awaited<ReturnType<typeof pushPart>>>

/** What the forms of this part ask for. */
export async function pushAnswer(person: Person, form: SentForm): Promise<FormAnswer> {
  const { ctx, path, words } = person
  const [intent, deviceId] = [form.text('intent'), form.text('deviceId')]
  const values = { intent, deviceId, device: form.text('device') }
  const fields = { device: words('push').nameWrong }
  return carryOut(
    person,
    { fields, values, messages: { conflict: words('account').emailTaken } },
    async () => {
      if (intent === 'remove') await removePushDevice(ctx, { deviceId })
      else if (intent === 'rename') await renamePushDevice(ctx, { deviceId, device: values.device })
      else await setPushChoices(ctx, choicesIn(form))
      return { location: path('/account/notifications?saved=1') }
    },
  )
}

const choicesIn = (form: SentForm) => ({
  reminder: form.text('reminder') !== '',
  changes: form.text('changes') !== '',
  waitlist: form.text('waitlist') !== '',
})

/** What a device says of itself: where it is reached, or that it is not any more. */
export async function deviceAnswer({ ctx, request, say, words }: Portal): Promise<Response> {
  const form = await readForm(request)
  const endpoint = form.text('endpoint')
  if (form.text('intent') === 'remove') {
    await removePushDevice(ctx, { endpoint })
    return new Response(null, { status: 204 })
  }
  const { browser, system } = describeDevice(ctx.visitor.userAgent)
  const both = browser && system ? say('say.browserOn', { browser, system }) : browser || system
  await subscribeToPush(ctx, {
    endpoint,
    p256dh: form.text('p256dh'),
    auth: form.text('auth'),
    device: both || words('securityDevices').unknown,
    replaces: form.text('replaces') || null,
  })
  return new Response(null, { status: 204 })
}
