import { days } from '../../../tenants/durations.ts'
import { listApiKeys } from '../../../tenants/staff/list-api-keys.ts'
import { listInvitations } from '../../../tenants/staff/list-invitations.ts'
import type { Desk } from '../../lib/desk.server.ts'

export type ToDo = { key: string; text: string; href: string; link: string }

/** What waits for whoever asks besides their work: their login, invitations, keys. */
export async function todoView(desk: Desk): Promise<ToDo[]> {
  return [...secondStep(desk), ...(desk.mayAny('staff:view') ? await teamToDo(desk) : [])]
}

function secondStep({ login, words }: Desk): ToDo[] {
  const { secondFactor, secondFactorLink } = words('admin').home
  if (login.hasSecondFactor) return []
  return [{ key: 'second', text: secondFactor, href: '/admin/security/two-step', link: secondFactorLink }]
}

/** Who has not answered an invitation, and keys that end soon: programs stop then. */
async function teamToDo(desk: Desk): Promise<ToDo[]> {
  const { ctx, say, words } = desk
  const { see } = words('admin').home
  const [invitations, keys] = await Promise.all([listInvitations(ctx), listApiKeys(ctx)])
  const open = invitations.flatMap(({ id, name, state, expiresAt }): ToDo[] => {
    const way = { key: id, href: '/admin/staff', link: see }
    if (state === 'expired') return [{ ...way, text: say('say.inviteOver', { name }) }]
    const when = desk.when(expiresAt)
    return state === 'open' ? [{ ...way, text: say('say.inviteExpires', { name, when }) }] : []
  })
  const ending = keys.flatMap(({ id, name, expiresAt }): ToDo[] => {
    if (expiresAt === null || expiresAt > ctx.now() + ENDS_SOON_MS || expiresAt <= ctx.now()) return []
    const when = desk.day(expiresAt)
    return [{ key: id, text: say('say.keyEnds', { name, when }), href: '/admin/keys', link: see }]
  })
  return [...open, ...ending]
}

const ENDS_SOON_MS = days(14)
