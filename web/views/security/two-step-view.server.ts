import { beginTotp } from '../../../tenants/access/factors/begin-totp.ts'
import { confirmTotp } from '../../../tenants/access/factors/confirm-totp.ts'
import { getOfferedTotp } from '../../../tenants/access/factors/get-offered-totp.ts'
import { getSecondFactor } from '../../../tenants/access/factors/get-second-factor.ts'
import { regenerateRecoveryCodes } from '../../../tenants/access/factors/regenerate-recovery-codes.ts'
import { removeTotp } from '../../../tenants/access/factors/remove-totp.ts'
import { requireFresh } from '../../../tenants/access/require-fresh.ts'
import { carryOut, type FormAnswer, type RefusedForm } from '../../lib/form-answer.server.ts'
import type { Person } from '../../lib/person.server.ts'
import { readForm, requireTyped, type SentForm } from '../../lib/read-form.server.ts'
import { securityPart, securityPath, toldOf } from './security-part.server.ts'

/** Two-step verification: what it is, the key to set it up with, or what can be done once it is on. */
export async function twoStepPage(person: Person) {
  const { ctx, login, say, url, words } = person
  requireFresh(ctx)
  const said = words('securityTwoStep')
  const { email } = login.user
  const { totpSince, recoveryCodesLeft } = await getSecondFactor(ctx)
  const isSettingUp = totpSince === null && url.searchParams.has('setup')
  const offer = isSettingUp ? await getOfferedTotp(ctx) : null
  return {
    ...securityPart(person, words('security').twoStep),
    isOn: totpSince !== null,
    codesLeft: say('say.codesLeft', { count: recoveryCodesLeft }),
    offer: offer && {
      picture: `data:image/svg+xml,${encodeURIComponent(offer.qrSvg)}`,
      // Groups of four can be copied by eye.
      key: offer.secret.replaceAll(/(.{4})(?!$)/g, '$1 '),
      uri: offer.uri,
      cancelHref: securityPath(person),
    },
    selfHref: securityPath(person, '/two-step'),
    notice: toldOf(person, { removed: said.removed }),
    email,
    words: said,
  }
}

export type TwoStepPage = Awaited<ReturnType<typeof twoStepPage>>

/** Recovery codes, for this one answer: they are shown and not to be had again. */
export type ShownCodes = { codes: string[]; file: string }

export async function twoStepAnswer(person: Person): Promise<FormAnswer | ShownCodes> {
  const { ctx, words } = person
  const form = await readForm(person.request)
  const intent = form.text('intent')
  const again = { messages: { conflict: words('reasons').changed_meanwhile } }
  if (intent === 'begin') {
    return carryOut(person, again, async () => {
      await beginTotp(ctx)
      return { location: `${securityPath(person, '/two-step')}?setup=1` }
    })
  }
  if (intent === 'remove') {
    return carryOut(person, again, async () => {
      await removeTotp(ctx)
      return { location: securityPath(person, '/two-step', 'removed') }
    })
  }
  if (intent === 'regenerate') {
    return carryOut(person, again, async () => showCodes(person, await regenerateRecoveryCodes(ctx)))
  }
  return turnOn(person, form)
}

async function turnOn(person: Person, form: SentForm): Promise<RefusedForm | ShownCodes> {
  const { ctx, words } = person
  const { missing, wrong } = words('securityTwoStep')
  const explain = {
    fields: { code: missing, 'code.wrong_code': wrong },
    messages: { conflict: words('reasons').changed_meanwhile },
  }
  return carryOut(person, explain, async () => {
    requireTyped(form, ['code'])
    return showCodes(person, await confirmTotp(ctx, { code: form.text('code') }))
  })
}

function showCodes(person: Person, { recoveryCodes }: { recoveryCodes: string[] }): ShownCodes {
  const { login, say, studio, text } = person
  const title = say('say.codesFor', { email: login.user.email, studio: text(studio.studioName) })
  const lines = [title, '', ...recoveryCodes, ''].join('\r\n')
  return { codes: recoveryCodes, file: `data:text/plain;charset=utf-8,${encodeURIComponent(lines)}` }
}
