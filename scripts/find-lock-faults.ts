import { z } from 'zod'

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      resolved: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
})

/**
 * What is wrong with a package-lock.json: addresses packages were downloaded from (every machine has its own registry), and
 * binaries for other platforms that npm left out because the registry of whoever wrote it did not have them. `npm ci` refuses
 * such a file.
 */
export function findLockFaults(text: string): string[] {
  const { packages } = lockFile.parse(JSON.parse(text))
  const entries = Object.entries(packages)
  const addresses = entries
    .filter(([, { resolved }]) => resolved?.startsWith('http'))
    .map(([path]) => `${path} says where it was downloaded from`)
  const missing = entries.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isInstalledFor(packages, path, name))
      .map((name) => `${name}, which ${path} may need on another platform, is missing`),
  )
  return [...addresses, ...missing]
}

/** As Node looks for it: beside the package that asks, then further out. */
function isInstalledFor(packages: Record<string, unknown>, from: string, name: string): boolean {
  if (packages[`${from === '' ? '' : `${from}/`}node_modules/${name}`] !== undefined) return true
  if (from === '') return false
  const end = from.lastIndexOf('/node_modules/')
  return isInstalledFor(packages, end < 0 ? '' : from.slice(0, end), name)
}
