/** What one server allows. Times in milliseconds, sizes in bytes. The protocol's own numbers are sqld's. */
export interface Limits {
  /** A stream nobody uses for so long is closed, its transaction rolled back. */
  streamIdleMs: number
  /** An interactive transaction may stay open so long between its first and its last request. */
  transactionMs: number
  /** A writer waits so long for its turn before it gets SQLITE_BUSY. */
  writerWaitMs: number
  /** Statements run so long in one go before other requests get the thread. */
  sliceMs: number
  /** In-flight requests get so long to finish when the server stops. */
  shutdownMs: number
  requestBytes: number
  responseBytes: number
  storedSqlCount: number
  storedSqlBytes: number
  openStreams: number
}

export const defaultLimits: Limits = {
  streamIdleMs: 10_000,
  transactionMs: 5_000,
  writerWaitMs: 5_000,
  sliceMs: 15,
  shutdownMs: 2_000,
  requestBytes: 32 * 1024 * 1024,
  responseBytes: 10 * 1024 * 1024,
  storedSqlCount: 50,
  storedSqlBytes: 5_000,
  openStreams: 1_000,
}
