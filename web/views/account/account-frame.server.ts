import type { Portal } from '../../lib/portal.server.ts'

/** The parts of an account, in the order of its navigation, and where each is. */
const parts = {
  bookings: '/account',
  profile: '/account/profile',
  family: '/account/family',
  feeds: '/account/calendar',
  notifications: '/account/notifications',
  security: '/account/security',
  data: '/account/data',
} as const

export type AccountPart = keyof typeof parts

/** What frames a page of somebody's account: its titles, and the ways to the other parts. */
export function accountFrame(
  { path, say, studio, text, words }: Portal,
  { title, current }: { title: string; current: AccountPart },
) {
  const labels = words('account')
  return {
    title,
    pageTitle: say('say.pageTitle', { page: title, studio: text(studio.studioName) }),
    nav: {
      label: labels.nav,
      signOut: { href: path('/sign-out'), label: words('signIn').signOut },
      links: (Object.keys(parts) as AccountPart[]).map((part) => ({
        label: labels[part],
        href: path(parts[part]),
        isCurrent: part === current,
      })),
    },
  }
}

export type AccountFrame = ReturnType<typeof accountFrame>
