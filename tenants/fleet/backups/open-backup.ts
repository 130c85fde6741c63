import { hashPieces } from '../../../db/dump/hash-pieces.ts'
import { unpack } from '../../../db/dump/pack.ts'
import type { BackupRow } from '../../../db/registry/schema/index.ts'
import { AppError } from '../../errors.ts'
import type { FleetContext } from '../fleet-context.ts'

type Files = Pick<FleetContext, 'files'>

/** The SQL text of a backup. Whether the file is what was kept, `requireIntact` says. @throws AppError `not_found` */
export async function openBackup(fleet: Files, backup: BackupRow): Promise<ReadableStream<Uint8Array>> {
  return unpack(await readFile(fleet, backup))
}

/** That the file in the bucket is the one that was kept. @throws AppError `not_found`; `conflict`, `damaged` */
export async function requireIntact(fleet: Files, backup: BackupRow): Promise<void> {
  const hash = hashPieces()
  const reader = (await readFile(fleet, backup)).getReader()
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) hash.add(piece.value)
  if (hash.end() === backup.sha256) return
  throw new AppError('conflict', 'The file of this backup is not the one that was kept.', {
    reason: 'damaged',
  })
}

async function readFile({ files }: Files, { key }: BackupRow): Promise<ReadableStream<Uint8Array>> {
  const file = await files.get(key)
  if (!file) throw new AppError('not_found', 'The file of this backup is gone.')
  return file.body
}
