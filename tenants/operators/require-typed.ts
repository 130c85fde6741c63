import { requireFresh } from '../access/require-fresh.ts'
import { invalidFields } from '../parse-input.ts'
import type { PlatformContext } from './platform-context.ts'

/**
 * Before what hurts when it meets the wrong studio: its slug has to be typed, and a person has to have proven just now who
 * they are. A program's key cannot be asked.
 *
 * @throws AppError `reauthentication_required`, `invalid_input` with `confirm` as its path.
 */
export function requireTyped(
  ctx: Pick<PlatformContext, 'login' | 'now'>,
  { slug, confirm }: { slug: string; confirm: string },
): void {
  if (ctx.login) requireFresh(ctx)
  if (confirm.trim() === slug) return
  throw invalidFields([{ path: 'confirm', message: `Type the studio’s slug, ${slug}.` }])
}
