import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

import { writeFileDurably } from './durable-files.ts'

/** sqld's settings of a namespace that this server knows; others are accepted and left aside. */
export const namespaceConfig = z.object({
  block_reads: z.boolean().default(false),
  block_writes: z.boolean().default(false),
  block_reason: z.string().nullish(),
  jwt_key: z.string().nullish(),
})

export type NamespaceConfig = z.infer<typeof namespaceConfig>

const fileName = 'config.json'

export function readNamespaceConfig(directory: string): NamespaceConfig {
  const file = join(directory, fileName)
  return namespaceConfig.parse(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {})
}

export function writeNamespaceConfig(directory: string, config: NamespaceConfig): void {
  writeFileDurably(join(directory, fileName), JSON.stringify(config))
}
