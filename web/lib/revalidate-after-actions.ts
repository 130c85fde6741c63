import type { ShouldRevalidateFunctionArgs } from '@remix-run/react'

/** Loads a page again after each of its forms; of itself the router does not after those that are refused. */
export function revalidateAfterActions(args: ShouldRevalidateFunctionArgs): boolean {
  return args.actionStatus !== undefined || args.defaultShouldRevalidate
}
