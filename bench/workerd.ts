import { createRequire } from 'node:module'

// Miniflare's own, so that there is one; see package.json.
const workerd: unknown = createRequire(import.meta.resolve('miniflare'))('workerd')

/** The binary, and which it is. */
export const { default: workerdPath, version: workerdVersion } = workerd as {
  default: string
  version: string
}
