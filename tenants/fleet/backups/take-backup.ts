import { eq } from 'drizzle-orm'
import { hashPieces } from '../../../db/dump/hash-pieces.ts'
import { pack } from '../../../db/dump/pack.ts'
import { makeDumpTally } from '../../../db/dump/tally-dump.ts'
import { backups, type BackupRow, type TableTallies } from '../../../db/registry/schema/index.ts'
import { makeId } from '../../ids.ts'
import type { FleetContext } from '../fleet-context.ts'
import { readIdentity } from './fill-database.ts'
import { findDatabase } from './find-database.ts'
import { keepUntil, type BackupReason } from './keep-until.ts'

/** The smallest part that R2 takes of a file. */
const PART_BYTES = 5 * 1024 * 1024

export type BackupDeps = Pick<FleetContext, 'registry' | 'databaseHost' | 'keys' | 'files' | 'now'>

export type NewBackup = {
  tenantId: string
  reason: BackupReason
  /** For who may ask twice: `makeId('bkp')`. It is made once. */
  id?: string
}

/**
 * Keeps a studio's database as it is at one moment: its SQL text, packed, in the bucket, with the hashes of the file and of
 * each table. Nothing of it is in memory as a whole. It may be asked for again after dying anywhere.
 *
 * @throws AppError `not_found` for a studio without a database; DatabaseError `wrong_database` when what answers is another
 * studio's; DatabaseError, DatabaseHostError, Error when something does not answer or not all of it came.
 */
export async function takeBackup(fleet: BackupDeps, wish: NewBackup): Promise<BackupRow> {
  const { id = makeId('bkp'), tenantId, reason } = wish
  const { orm, read, write } = fleet.registry
  const [[taken]] = await read([orm.select().from(backups).where(eq(backups.id, id))])
  if (taken) return taken
  const { address } = await findDatabase(fleet, tenantId)
  const schemaVersion = await readIdentity(address, tenantId)
  const expiresAt = await keepUntil(fleet, { tenantId, reason })
  const takenAt = fleet.now()
  const key = `backups/${tenantId}/${id}.sql.gz`
  const packed = packDump(await fleet.databaseHost.dump(address))
  await fleet.files.putParts(key, packed.parts, { contentType: 'application/gzip' })
  const row = { id, tenantId, reason, key, schemaVersion, takenAt, expiresAt, ...packed.about() }
  const [, [kept]] = await write([
    orm.insert(backups).values(row).onConflictDoNothing(),
    orm.select().from(backups).where(eq(backups.id, id)),
  ])
  return kept ?? { ...row, provenAt: null }
}

type About = { bytes: number; sha256: string; tables: TableTallies }

/** The dump as parts of a packed file; what is known of it once all of them were read. */
function packDump(dump: ReadableStream<Uint8Array>) {
  const tally = makeDumpTally()
  const about: Partial<About> = {}
  const watched = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      tally.add(piece)
      controller.enqueue(piece)
    },
    // A dump that was cut off makes the file fail: it is there as a whole, or not at all.
    flush: () => void (about.tables = tally.end()),
  })
  const packed = pack(dump.pipeThrough(watched))
  return {
    parts: toParts(packed, (file) => Object.assign(about, file)),
    about(): About {
      const { bytes, sha256, tables } = about
      if (bytes === undefined || sha256 === undefined || !tables) throw new Error('The file was not read')
      return { bytes, sha256, tables }
    },
  }
}

async function* toParts(
  packed: ReadableStream<Uint8Array>,
  tell: (file: { bytes: number; sha256: string }) => void,
): AsyncGenerator<{ number: number; bytes: Uint8Array }, void, undefined> {
  const hash = hashPieces()
  const reader = packed.getReader()
  let part = new Uint8Array(PART_BYTES)
  let [filled, number, bytes] = [0, 1, 0]
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    hash.add(piece.value)
    bytes += piece.value.length
    let rest = piece.value
    while (rest.length > 0) {
      const fits = rest.subarray(0, PART_BYTES - filled)
      part.set(fits, filled)
      filled += fits.length
      rest = rest.subarray(fits.length)
      if (filled < PART_BYTES) continue
      yield { number, bytes: part }
      part = new Uint8Array(PART_BYTES)
      filled = 0
      number += 1
    }
  }
  if (filled > 0) yield { number, bytes: part.subarray(0, filled) }
  tell({ bytes, sha256: hash.end() })
}
