import { getLocation } from '../../../tenants/studio/get-location.ts'
import { withQuery } from '../../lib/portal-paths.ts'
import type { Person } from '../../lib/person.server.ts'
import { titled } from '../access/access-page.server.ts'

/** A page of the security settings, at the door somebody came through: `part` is empty for their first page. */
export function securityPath({ door, path }: Person, part = '', told?: string): string {
  return path(withQuery(`${door}/security${part}`, { told }))
}

/** What each part of the settings begins with, and the way back to all of them. */
export function securityPart(person: Person, title: string) {
  const { back } = person.words('security')
  return { ...titled(person, title), back: { href: securityPath(person), label: back } }
}

/** What has just been done, when the address says so, in the words for it. */
export function toldOf({ url }: Person, words: Record<string, string>): string {
  const told = url.searchParams.get('told') ?? ''
  return Object.hasOwn(words, told) ? (words[told] ?? '') : ''
}

/** When something was, on the studio's clock: "Today 18:00". */
export function whenOf({ catalogue, format }: Person, at: number): string {
  return format.whenNear(at, getLocation(catalogue).timeZone)
}
