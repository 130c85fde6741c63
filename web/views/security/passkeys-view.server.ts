import { addPasskey } from '../../../tenants/access/passkeys/add-passkey.ts'
import { listPasskeys, type Passkey } from '../../../tenants/access/passkeys/list-passkeys.ts'
import { removePasskey } from '../../../tenants/access/passkeys/remove-passkey.ts'
import { renamePasskey } from '../../../tenants/access/passkeys/rename-passkey.ts'
import { requireFresh } from '../../../tenants/access/require-fresh.ts'
import { carryOut, type FormAnswer } from '../../lib/form-answer.server.ts'
import type { Person } from '../../lib/person.server.ts'
import { readForm, requireTyped, type SentForm } from '../../lib/read-form.server.ts'
import { readPasskey } from '../access/passkey-form.server.ts'
import { describeDevice } from './describe-device.server.ts'
import { securityPart, securityPath, toldOf, whenOf } from './security-part.server.ts'

/** The passkeys somebody has, and the way to another. */
export async function passkeysPage(person: Person) {
  const { ctx, path, words } = person
  requireFresh(ctx)
  const said = words('securityPasskeys')
  const { added, renamed, removed } = said
  const device = describeDevice(ctx.visitor.userAgent)
  return {
    ...securityPart(person, words('security').passkeys),
    passkeys: (await listPasskeys(ctx)).map((passkey) => passkeyRow(person, passkey)),
    /** What the new one is called unless told. */
    suggestedName: [device.system, device.browser].filter(Boolean).join(', ').slice(0, 60),
    challengeHref: path('/sign-in/challenge'),
    notice: toldOf(person, { added, renamed, removed }),
    words: said,
  }
}

export type PasskeysPage = Awaited<ReturnType<typeof passkeysPage>>

function passkeyRow(person: Person, { id, name, host, isForHere, createdAt, lastUsedAt }: Passkey) {
  const { say, words } = person
  const added = say('say.addedAt', { when: whenOf(person, createdAt) })
  const used =
    lastUsedAt === null
      ? words('securityPasskeys').neverUsed
      : say('say.usedAt', { when: whenOf(person, lastUsedAt) })
  return {
    id,
    name,
    facts: [added, used, isForHere ? '' : host].filter(Boolean).join(' · '),
    renameLabel: say('say.renamePasskey', { name }),
    removeLabel: say('say.removePasskey', { name }),
  }
}

export async function passkeysAnswer(person: Person): Promise<FormAnswer> {
  const { ctx, words } = person
  const form = await readForm(person.request)
  const said = words('securityPasskeys')
  const intent = form.text('intent')
  const passkeyId = form.text('passkeyId')
  const done = (told: string) => ({ location: securityPath(person, '/passkeys', told) })
  if (intent === 'remove') {
    await removePasskey(ctx, { passkeyId })
    return done('removed')
  }
  if (intent === 'rename') {
    return carryOut(person, { fields: { name: said.nameMissing }, values: { passkeyId } }, async () => {
      requireTyped(form, ['name'])
      await renamePasskey(ctx, { passkeyId, name: form.text('name') })
      return done('renamed')
    })
  }
  return addTheirs(person, form)
}

async function addTheirs(person: Person, form: SentForm): Promise<FormAnswer> {
  const { nameMissing, refused, known } = person.words('securityPasskeys')
  const explain = {
    fields: { name: nameMissing },
    messages: { wrong_credentials: refused, invalid_input: refused, conflict: known },
    values: { name: form.text('name') },
  }
  return carryOut(person, explain, async () => {
    requireTyped(form, ['name'])
    await addPasskey(person.ctx, { ...readPasskey(form), name: form.text('name') })
    return { location: securityPath(person, '/passkeys', 'added') }
  })
}
