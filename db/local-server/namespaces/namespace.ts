import { statSync } from 'node:fs'
import { join } from 'node:path'

import { namespaceMissing } from '../errors.ts'
import { Connection } from '../sql/connection.ts'
import { readNamespaceConfig, writeNamespaceConfig, type NamespaceConfig } from './namespace-config.ts'
import { WriterQueue } from './writer-queue.ts'

export interface NamespaceStats {
  rows_read_count: number
  rows_written_count: number
  query_count: number
  elapsed_ms: number
}

const idleConnections = 8

/** One database: its file, its line of writers, its connections at rest. */
export class Namespace {
  readonly name: string
  readonly directory: string
  readonly path: string
  readonly writers = new WriterQueue<Connection>()
  readonly stats: NamespaceStats = {
    rows_read_count: 0,
    rows_written_count: 0,
    query_count: 0,
    elapsed_ms: 0,
  }
  isClosed = false
  lastUsedAt = performance.now()
  #config: NamespaceConfig
  #idle: Connection[] = []
  readonly #taken = new Set<Connection>()

  constructor(name: string, directory: string) {
    this.name = name
    this.directory = directory
    this.path = join(directory, 'data')
    this.#config = readNamespaceConfig(directory)
  }

  get config(): NamespaceConfig {
    return this.#config
  }

  configure(config: NamespaceConfig): void {
    writeNamespaceConfig(this.directory, config)
    this.#config = config
  }

  /** Throws RequestError 404 once the namespace was deleted. */
  assertOpen(): void {
    if (this.isClosed) throw namespaceMissing(this.name)
  }

  takeConnection(isReadOnly: boolean): Connection {
    this.assertOpen()
    this.lastUsedAt = performance.now()
    const index = this.#idle.findLastIndex((connection) => connection.isReadOnly === isReadOnly)
    const [idle] = index < 0 ? [] : this.#idle.splice(index, 1)
    const connection = idle ?? new Connection(this.path, isReadOnly)
    this.#taken.add(connection)
    return connection
  }

  /** Rolls back what is open; keeps the connection for the next stream if nothing of this one sticks to it. */
  returnConnection(connection: Connection): void {
    if (!this.#taken.delete(connection)) return
    connection.rollback()
    this.writers.release(connection)
    const isClean = !connection.isSpoiled && !connection.isChanged
    if (isClean && !this.isClosed && this.#idle.length < idleConnections) this.#idle.push(connection)
    else connection.close()
  }

  get isInUse(): boolean {
    return this.#taken.size > 0
  }

  storageBytes(): number {
    return statSync(this.path).size
  }

  /** Moves the log into the database file. */
  checkpoint(): void {
    const connection = this.takeConnection(false)
    try {
      connection.rows('PRAGMA wal_checkpoint(TRUNCATE)').next()
    } finally {
      this.returnConnection(connection)
    }
  }

  /** Rolls back whatever runs and closes all connections. Streams that still hold one find the namespace closed. */
  close(): void {
    this.isClosed = true
    for (const connection of this.#taken) this.returnConnection(connection)
    for (const connection of this.#idle) connection.close()
    this.#idle = []
  }
}
