import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { makeDatabaseKeyPair } from '../../db/local-server/database-tokens.ts'

const keysFile = z.object({
  /** `SECRET_KEYS` of the Worker. */
  secretKeys: z.string(),
  /** What tokens for databases are signed with. */
  databases: z.object({ privateKey: z.string(), publicKey: z.string() }),
})

export type LocalKeys = z.infer<typeof keysFile>

/** The keys of this machine's studios, made at the first call and kept in `path` for nobody else to read. */
export async function readOrMakeKeys(path: string): Promise<LocalKeys> {
  if (existsSync(path)) return keysFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  const keys = {
    secretKeys: `local:${randomBytes(32).toString('base64')}`,
    databases: await makeDatabaseKeyPair(),
  }
  writeFileSync(`${path}.draft`, JSON.stringify(keys), { mode: 0o600, flush: true })
  renameSync(`${path}.draft`, path)
  return keys
}
