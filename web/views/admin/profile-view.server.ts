import { changeMe } from '../../../tenants/access/change-me.ts'
import { locales } from '../../../tenants/studio/get-catalogue.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { FormAnswer } from '../../lib/form-answer.server.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { mend } from './mend.server.ts'
import { titleOf } from './page-title.server.ts'
import { roleName } from './role-names.server.ts'
import { trainerName } from './staff-view.server.ts'
import { donePath } from './toast.server.ts'

/** What somebody is here, and what they may change of it themselves. */
export async function profilePage(desk: Desk) {
  const { login, staff, words } = desk
  const labels = words('admin').profile
  return {
    pageTitle: titleOf(desk, labels.title),
    ...login.user,
    role: roleName(desk, staff),
    trainer: trainerName(desk, staff.trainerId),
    languages: locales.map((locale) => ({ value: locale, label: labels.languages[locale] })),
    words: { ...labels, calendar: words('calendarFeeds').link, save: words('admin').desk.save },
  }
}

export async function profileAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const form = await readForm(request)
  const [name, typed] = [form.text('name'), form.text('locale')]
  const locale = locales.find((one) => one === typed)
  return mend(desk, { errors: words('admin').profile.errors, values: { name } }, async () => {
    await changeMe(ctx, { name, ...(locale ? { locale } : {}) })
    return { location: donePath('/admin/profile', 'saved') }
  })
}
