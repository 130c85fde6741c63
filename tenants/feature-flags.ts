import type { Tenant } from './context.ts'

/** The ways the product can behave for one studio alone, that code asks for by name. Others may be set, and do nothing. */
export const knownFlags = {
  /** Says with each answer where its time went (`Server-Timing`), as in development. */
  serverTiming: 'server_timing',
} as const

/** Whether it is on for this studio; within a minute of its being said. */
export function hasFlag({ flags }: Pick<Tenant, 'flags'>, flag: keyof typeof knownFlags): boolean {
  return flags?.includes(knownFlags[flag]) ?? false
}
