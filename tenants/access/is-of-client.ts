import type { TenantContext } from '../context.ts'

/** Whether whoever asks is the client whose thing this is: signed in, and on the studio's site as themselves. */
export function isOfClient(
  { actor }: Pick<TenantContext, 'actor'>,
  { clientId }: { clientId: string },
): boolean {
  return actor.kind === 'client' && actor.clientId === clientId
}
