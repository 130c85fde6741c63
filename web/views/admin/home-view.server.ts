import type { Desk } from '../../lib/desk.server.ts'
import { todoView } from './desk-todo.server.ts'
import { frameView } from './frame-view.server.ts'
import { titleOf } from './page-title.server.ts'

/** The admin's first page for who has no bookings to look at: who one is, what waits, and where one may go. */
export async function homePage(desk: Desk) {
  const { login, words } = desk
  const said = words('admin')
  const { groups, person } = await frameView(desk)
  const hints: Record<string, string> = said.home.hints
  return {
    kind: 'home' as const,
    pageTitle: titleOf(desk, said.desk.places.home),
    name: person.name,
    intro: `${person.role} · ${login.user.email}`,
    todo: await todoView(desk),
    links: groups
      .flatMap(({ places }) => places)
      .flatMap(({ key, href, label }) => (key === 'home' ? [] : [{ href, label, hint: hints[key] ?? '' }])),
    words: said.home,
  }
}
