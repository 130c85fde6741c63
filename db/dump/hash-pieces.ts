import { createHash } from 'node:crypto'

export type PieceHash = { add: (piece: Uint8Array | string) => void; end: () => string }

/** SHA-256 of what comes in pieces, which the Web's own takes as a whole only; `end` gives it as hex. */
export function hashPieces(): PieceHash {
  const hash = createHash('sha256')
  return { add: (piece) => void hash.update(piece), end: () => hash.digest('hex') }
}
