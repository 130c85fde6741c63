import type { Desk } from '../../lib/desk.server.ts'
import { frameView } from './frame-view.server.ts'
import { titleOf } from './page-title.server.ts'

type ToDo = { key: string; text: string; href: string; link: string }

/** The admin's first page: who one is, what waits, and where one may go. */
export async function homeView(desk: Desk) {
  const { login, words } = desk
  const labels = words('admin').home
  const { groups, person } = await frameView(desk)
  return {
    pageTitle: titleOf(desk, words('admin').desk.places.home),
    person,
    todo: [...secondStep(desk), ...(await openInvitations(desk)), ...(await endingKeys(desk))],
    links: groups
      .flatMap(({ places }) => places)
      .flatMap(({ key, href, label }) => (key === 'home' ? [] : [{ href, label, hint: labels.hints[key] }])),
    email: login.user.email,
    words: labels,
  }
}

function secondStep({ login, words }: Desk): ToDo[] {
  const { secondFactor, secondFactorLink } = words('admin').home
  if (login.hasSecondFactor) return []
  return [{ key: 'second', text: secondFactor, href: '/admin/security', link: secondFactorLink }]
}

async function openInvitations(_desk: Desk): Promise<ToDo[]> {
  return []
}

async function endingKeys(_desk: Desk): Promise<ToDo[]> {
  return []
}
