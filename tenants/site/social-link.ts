import { z } from 'zod'
import { socialKinds } from '../../db/tenant/schema/index.ts'

export type SocialKind = (typeof socialKinds)[number]
export { socialKinds } from '../../db/tenant/schema/index.ts'

/** Whose address leads where: nobody's sign stands for another place. */
const hosts: Record<SocialKind, readonly string[]> = {
  instagram: ['instagram.com'],
  facebook: ['facebook.com', 'fb.com', 'fb.me'],
  youtube: ['youtube.com', 'youtu.be'],
  tiktok: ['tiktok.com'],
  x: ['x.com', 'twitter.com'],
  whatsapp: ['wa.me', 'whatsapp.com'],
  viber: ['viber.com', 'vb.me'],
}

/** Where the studio is elsewhere. `instagram.com/iron` is enough of an address; it is kept with its scheme. */
export const socialLink = z
  .object({ kind: z.enum(socialKinds), url: z.string().max(300, 'too_long') })
  .transform(({ kind, url }) => ({ kind, url: spellUrl(url) }))
  .refine(({ kind, url }) => leadsThere(kind, url), { path: ['url'], error: 'not_their_address' })

function spellUrl(typed: string): string {
  const text = typed.trim()
  const parsed = URL.parse(/^[a-z][a-z\d+.-]*:/i.test(text) ? text : `https://${text}`)
  return parsed?.href ?? ''
}

function leadsThere(kind: SocialKind, url: string): boolean {
  const parsed = URL.parse(url)
  if (!parsed || parsed.protocol !== 'https:' || parsed.username || parsed.port) return false
  return hosts[kind].some((host) => parsed.hostname === host || parsed.hostname.endsWith(`.${host}`))
}
