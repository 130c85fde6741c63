/** Where databases come from: Turso, or a libSQL server of our own (`worker/providers/`). */
export type DatabaseHost = {
  /**
   * Makes sure that a database of this name exists and gives its address with a token that reads and writes it and no
   * other. Asked again it finds the database it made, so a caller that died may simply repeat the call.
   *
   * @param name lower-case letters, digits and dashes, at most 64.
   * @throws DatabaseHostError
   */
  create: (name: string) => Promise<{ url: string; token: string }>
  /** Removes the database and everything in it; one that is not there is fine. @throws DatabaseHostError */
  delete: (name: string) => Promise<void>
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
