import type { Studio } from '../../tenants/studio/get-catalogue.ts'
import type { SocialKind } from '../../tenants/site/social-link.ts'

/** What the networks call themselves, and their signs: one line each, on a square of 24. */
export const networks: Record<SocialKind, { name: string; sign: string }> = {
  instagram: {
    name: 'Instagram',
    sign: 'M7 3h10a4 4 0 0 1 4 4v10a4 4 0 0 1-4 4H7a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4ZM12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM17 7v.1',
  },
  facebook: {
    name: 'Facebook',
    sign: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 21v-9.5a2.5 2.5 0 0 1 2.5-2.5H15M9.5 13h5',
  },
  youtube: {
    name: 'YouTube',
    sign: 'M6 5.5h12a3.5 3.5 0 0 1 3.5 3.5v6a3.5 3.5 0 0 1-3.5 3.5H6A3.5 3.5 0 0 1 2.5 15V9A3.5 3.5 0 0 1 6 5.5ZM10 9l5 3-5 3Z',
  },
  tiktok: { name: 'TikTok', sign: 'M13 3v12.5a4 4 0 1 1-4-4M13 3c.3 3 2.2 4.8 5 5' },
  x: { name: 'X', sign: 'M4 4l16 16M20 4 4 20' },
  whatsapp: {
    name: 'WhatsApp',
    sign: 'M12 3a9 9 0 0 0-7.7 13.6L3 21l4.5-1.2A9 9 0 1 0 12 3ZM9 8.5c0 3.5 3 6.5 6.5 6.5l.5-2-2-1-1 1a5 5 0 0 1-2-2l1-1-1-2Z',
  },
  viber: {
    name: 'Viber',
    sign: 'M12 3c5 0 8 2.5 8 7.5S17 18 12 18h-1l-3 3v-3.6C5 16.5 4 14 4 10.5 4 5.5 7 3 12 3ZM9 7.5c0 3 2.5 6 6 6l1-1.5-2-1-1 .8M13 6.5a4 4 0 0 1 3 3',
  },
}

/** Where the studio is elsewhere, in its order. */
export function socialLinks({ site }: Studio) {
  return (site.socialLinks ?? []).map(({ kind, url }) => ({ href: url, ...networks[kind] }))
}
