import { atDesk, type Desk } from '../../web/lib/desk.server.ts'
import type { Team } from './make-team.ts'

type DeskOptions = {
  /** Who asks; nobody when empty. */
  userId: string | null
  path: string
  params?: Record<string, string>
  form?: Record<string, string>
}

/** A request to the admin as its loaders and actions get it; what they would refuse is thrown as they throw it. */
export async function makeDesk(team: Team, { userId, path, params = {}, form }: DeskOptions): Promise<Desk> {
  const ctx = userId === null ? team.makeContext() : await team.as(userId)
  const post = form ? { method: 'POST', body: new URLSearchParams(form) } : {}
  const request = new Request(ctx.origin + path, post)
  return atDesk(async (desk) => desk)({ context: { ctx, nonce: 'nonce', report: () => {} }, request, params })
}
