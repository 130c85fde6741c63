import { z } from 'zod'

/** What the Worker cannot do without in production (`worker/env.ts`). */
export const requiredSecrets = [
  'REGISTRY_URL',
  'REGISTRY_TOKEN',
  'SECRET_KEYS',
  'PLATFORM_HOST',
  'MAIL_FROM',
  'RESEND_API_KEY',
] as const

const secretList = z.array(z.object({ name: z.string() }))

/** Why this cannot be deployed yet, from what `wrangler secret list --format json` printed; nothing when it can. */
export function findDeployFaults(printed: string): string[] {
  const start = printed.indexOf('[')
  const listed = secretList.safeParse(parseJson(printed.slice(start)))
  if (!listed.success) return [`The list of secrets cannot be read:\n${printed}`]
  const names = listed.data.map(({ name }) => name)
  return requiredSecrets
    .filter((name) => !names.includes(name))
    .map((name) => `${name} is not set: npx wrangler secret put ${name} --env production`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
