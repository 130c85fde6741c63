import { listNotificationChoices } from '../../../tenants/account/list-notification-choices.ts'
import { newsConsent } from '../../../tenants/account/news-consent.ts'
import { setNotificationChoices } from '../../../tenants/account/set-notification-choices.ts'
import { carryOut, type FormAnswer } from '../../lib/form-answer.server.ts'
import type { Person } from '../../lib/person.server.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { accountFrame } from './account-frame.server.ts'
import { pushAnswer, pushPart } from './push-view.server.ts'
import { smsAnswer, smsPart } from './sms-view.server.ts'

/** What somebody wants to be told by e-mail, and on which devices. */
export async function notificationsPage(person: Person) {
  const { ctx, text, url, words } = person
  const labels = words('accountNotifications')
  const { save, saved } = words('account')
  const [wanted, push, sms] = await Promise.all([
    listNotificationChoices(ctx),
    pushPart(person),
    smsPart(person),
  ])
  return {
    ...accountFrame(person, { title: labels.title, current: 'notifications' }),
    saved: url.searchParams.has('saved') ? saved : '',
    choices: [
      { name: 'reminder', label: labels.reminder, isWanted: wanted.reminder },
      { name: 'waitlist', label: labels.waitlist, isWanted: wanted.waitlist },
      // The very words that are written down with the consent.
      { name: 'news', label: text(newsConsent.text), isWanted: wanted.news },
    ],
    push,
    sms,
    words: { ...labels, save },
  }
}

export type NotificationsPage = Awaited<ReturnType<typeof notificationsPage>>

export async function notificationsAnswer(person: Person): Promise<FormAnswer> {
  const { ctx, locale, path, request, words } = person
  const form = await readForm(request)
  if (form.text('intent') === 'sms') return smsAnswer(person, form)
  if (form.text('intent') !== '') return pushAnswer(person, form)
  const isTicked = (name: string) => form.text(name) !== ''
  return carryOut(person, { messages: { conflict: words('account').emailTaken } }, async () => {
    await setNotificationChoices(ctx, {
      reminder: isTicked('reminder'),
      waitlist: isTicked('waitlist'),
      news: isTicked('news'),
      locale,
    })
    return { location: path('/account/notifications?saved=1') }
  })
}
