/** Where databases come from: Turso, or a libSQL server of our own (`worker/providers/`). */
export type DatabaseHost = {
  /** Where databases can be made, as operators call it: Turso's groups, each somewhere in the world. First the usual one. */
  places: readonly string[]
  /**
   * Makes sure that a database of this name exists and gives its address with a token that reads and writes it and no
   * other. Asked again it finds the database it made, so a caller that died may simply repeat the call.
   *
   * @param name lower-case letters, digits and dashes, at most 64.
   * @param place the usual one when it is left out.
   * @throws DatabaseHostError, for a place that its host does not know, too.
   */
  create: (name: string, place?: string) => Promise<{ url: string; token: string }>
  /** In which place a database is; one that is not among `places` any more, too. @throws DatabaseHostError */
  placeOf: (name: string) => Promise<string>
  /**
   * As `create`, from what another database was at an instant (ms), where that one is. Left out where the host keeps no history.
   *
   * @throws DatabaseHostError when its history does not go back so far, too.
   */
  createFrom?: (name: string, source: { of: string; at: number }) => Promise<{ url: string; token: string }>
  /** Removes the database and everything in it; one that is not there is fine. @throws DatabaseHostError */
  delete: (name: string) => Promise<void>
  /** What was read and written in a period (ms), and how large it is now. @throws DatabaseHostError */
  usage: (name: string, period: { from: number; to: number }) => Promise<DatabaseUsage>
  /** Refuses reads or writes, whoever asks, until told otherwise; open transactions end. @throws DatabaseHostError */
  setBlocked: (name: string, blocked: { reads: boolean; writes: boolean }) => Promise<void>
  /**
   * The database as SQL text that makes it anew, as it is at one moment. A text that was cut off does not end with `COMMIT;`.
   *
   * @throws DatabaseHostError; the stream fails as streams do.
   */
  dump: (address: { url: string; token: string }) => Promise<ReadableStream<Uint8Array>>
}

export type DatabaseUsage = {
  rowsRead: number
  rowsWritten: number
  storageBytes: number
  /** Rows of the period that was asked for; or, where nobody counts by time, since the server started. */
  counted: 'period' | 'since-start'
}

/** The host of databases refused, or did not answer; `status` is its HTTP status when there was one. */
export class DatabaseHostError extends Error {
  override name = 'DatabaseHostError'
  readonly status: number | undefined

  constructor(message: string, options: ErrorOptions & { status?: number } = {}) {
    super(message, options)
    this.status = options.status
  }
}
