import { changeProfile } from '../../../tenants/account/change-profile.ts'
import { getProfile } from '../../../tenants/account/get-profile.ts'
import { internationalPhone } from '../../lib/booking-form.server.ts'
import { carryOut, type FormAnswer } from '../../lib/form-answer.server.ts'
import type { Person } from '../../lib/person.server.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { languageNames } from '../../lib/shell.server.ts'
import { accountFrame } from './account-frame.server.ts'

/** What the studio knows of somebody, to be looked at and changed. */
export async function profilePage(person: Person) {
  const { ctx, path, studio, url, words } = person
  const labels = words('accountProfile')
  const profile = await getProfile(ctx)
  const zones = Intl.supportedValuesOf('timeZone')
  const { firstName, lastName, phone, email, optional } = words('details')
  const { save, saved } = words('account')
  return {
    ...accountFrame(person, { title: labels.title, current: 'profile' }),
    saved: url.searchParams.has('saved') ? saved : '',
    email: profile.email,
    emailHref: path('/account/security/email'),
    values: {
      firstName: profile.firstName,
      lastName: profile.lastName,
      phone: profile.phone ?? '',
      locale: profile.locale,
      timeZone: profile.timeZone ?? '',
    },
    languages: studio.locales.map((code) => ({ value: code, label: languageNames[code] })),
    timeZones: [...new Set([...zones, profile.timeZone ?? 'UTC'])].toSorted(),
    words: { ...labels, firstName, lastName, phone, optional, save, email },
  }
}

export type ProfilePage = Awaited<ReturnType<typeof profilePage>>

export async function profileAnswer(person: Person): Promise<FormAnswer> {
  const { ctx, path, request, studio, words } = person
  const form = await readForm(request)
  const names = ['firstName', 'lastName', 'phone', 'locale', 'timeZone'] as const
  const values = Object.fromEntries(names.map((name) => [name, form.text(name)]))
  const { firstName, lastName, phone, tooLong } = words('fieldErrors')
  const fields = {
    firstName,
    lastName,
    phone,
    'firstName.too_long': tooLong,
    'lastName.too_long': tooLong,
    timeZone: words('accountProfile').timeZoneWrong,
  }
  const messages = { conflict: words('account').emailTaken }
  return carryOut(person, { fields, messages, values }, async () => {
    await changeProfile(ctx, {
      ...values,
      phone: internationalPhone(form.text('phone'), studio.contactPhone),
      // Not asked where the studio speaks one.
      locale: form.text('locale') || undefined,
      timeZone: form.text('timeZone') || null,
    })
    return { location: path('/account/profile?saved=1') }
  })
}
