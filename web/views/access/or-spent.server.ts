import { isAppError } from '../../../tenants/errors.ts'
import type { CarriedOut } from '../../lib/form-answer.server.ts'
import type { Portal } from '../../lib/portal.server.ts'

/** What a mailed link is good for, or what to say when it has been used or is too old. */
export async function orSpent<Result, Spent>(
  work: Promise<Result>,
  spent: () => Spent,
): Promise<Result | Spent> {
  try {
    return await work
  } catch (error) {
    if (isAppError(error, 'link_spent')) return spent()
    throw error
  }
}

/** To the page of the link itself, which says that it is spent. */
export function toThisPage({ url }: Portal): CarriedOut {
  return { location: url.pathname + url.search }
}

/** 410 for a link that is spent. */
export const statusOf = ({ kind }: { kind: string }): number => (kind === 'spent' ? 410 : 200)
