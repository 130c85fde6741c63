import { constants, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'

import { namespaceMissing, refusal, RequestError } from '../errors.ts'
import { Connection } from '../sql/connection.ts'
import { renameDurably, syncDirectory } from './durable-files.ts'
import { loadDump } from './load-dump.ts'
import { writeNamespaceConfig, type NamespaceConfig } from './namespace-config.ts'
import { Namespace } from './namespace.ts'

/** As sqld: exists without being created, and answers requests that name no namespace. */
export const defaultNamespace = 'default'

const namePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/
const draftPrefix = '.draft-'
const deletedPrefix = '.deleted-'
const idleMs = 60_000

/** All databases of a data directory, `<dataDir>/<namespace>/data`, opened when first asked for. */
export class Namespaces {
  readonly #dataDir: string
  readonly #writerWaitMs: number
  readonly #open = new Map<string, Namespace>()
  readonly #beingMade = new Set<string>()
  readonly #sweeper: NodeJS.Timeout

  constructor(dataDir: string, writerWaitMs: number) {
    this.#dataDir = dataDir
    this.#writerWaitMs = writerWaitMs
    mkdirSync(dataDir, { recursive: true })
    for (const entry of readdirSync(dataDir)) {
      const isLeftover = entry.startsWith(draftPrefix) || entry.startsWith(deletedPrefix)
      if (isLeftover) rmSync(join(dataDir, entry), { recursive: true, force: true })
    }
    this.#sweeper = setInterval(() => this.#closeIdle(), idleMs).unref()
  }

  /** Throws RequestError 404, or 400 for a name no namespace can have. */
  get(name: string): Namespace {
    const open = this.#open.get(name)
    if (open) return open
    assertName(name)
    const directory = join(this.#dataDir, name)
    if (!existsSync(join(directory, 'data'))) {
      if (name !== defaultNamespace) throw namespaceMissing(name)
      const draft = this.#makeDraft(name)
      new Connection(join(draft, 'data')).close()
      renameDurably(draft, directory)
    }
    const namespace = new Namespace(name, directory)
    this.#open.set(name, namespace)
    return namespace
  }

  find(name: string): Namespace | undefined {
    try {
      return this.get(name)
    } catch (error) {
      if (error instanceof RequestError) return undefined
      throw error
    }
  }

  /** `dump`: SQL text the new database starts from. Throws RequestError 400 when the name is taken or the dump bad. */
  async create(name: string, options: { config: NamespaceConfig; dump?: string | undefined }): Promise<void> {
    await this.#make(name, async (draft) => {
      writeNamespaceConfig(draft, options.config)
      const connection = new Connection(join(draft, 'data'))
      try {
        if (options.dump !== undefined) await loadDump(connection, options.dump)
        connection.rows('PRAGMA wal_checkpoint(TRUNCATE)').next()
      } finally {
        connection.close()
      }
    })
  }

  /** Copies a database as it is at this moment. Writers wait meanwhile. */
  async fork(from: string, to: string): Promise<void> {
    const source = this.get(from)
    await this.#make(to, async (draft) => {
      writeNamespaceConfig(draft, source.config)
      await this.#withoutWriters(source, async () => {
        for (const file of ['data', 'data-wal']) {
          const path = join(source.directory, file)
          if (existsSync(path)) await copyFile(path, join(draft, file), constants.COPYFILE_FICLONE)
        }
      })
    })
  }

  delete(name: string): void {
    const namespace = this.get(name)
    this.#open.delete(name)
    namespace.writers.refuseAll(namespaceMissing(name))
    namespace.close()
    const doomed = join(this.#dataDir, `${deletedPrefix}${name}-${Date.now()}`)
    renameDurably(namespace.directory, doomed)
    rmSync(doomed, { recursive: true, force: true })
  }

  /** Sends away all who wait for their turn to write. */
  refuseWaiting(error: Error): void {
    for (const namespace of this.#open.values()) namespace.writers.refuseAll(error)
  }

  /** Checkpoints and closes every database. */
  close(): void {
    clearInterval(this.#sweeper)
    for (const namespace of this.#open.values()) {
      try {
        namespace.checkpoint()
      } catch {
        // What stays in the log is read at the next start.
      }
      namespace.close()
    }
    this.#open.clear()
  }

  /** Builds a namespace beside its place and moves it there in one step: a crash leaves no half of one. */
  async #make(name: string, fill: (draft: string) => Promise<void>): Promise<void> {
    assertName(name)
    const directory = join(this.#dataDir, name)
    if (existsSync(directory) || this.#beingMade.has(name)) {
      throw refusal(400, `Namespace \`${name}\` already exists`)
    }
    this.#beingMade.add(name)
    const draft = this.#makeDraft(name)
    try {
      await fill(draft)
      syncDirectory(draft)
      renameDurably(draft, directory)
    } finally {
      rmSync(draft, { recursive: true, force: true })
      this.#beingMade.delete(name)
    }
  }

  #makeDraft(name: string): string {
    const draft = join(this.#dataDir, `${draftPrefix}${name}`)
    rmSync(draft, { recursive: true, force: true })
    mkdirSync(draft)
    return draft
  }

  async #withoutWriters(namespace: Namespace, work: () => Promise<void>): Promise<void> {
    const connection = namespace.takeConnection(false)
    try {
      await namespace.writers.acquire(connection, this.#writerWaitMs)
      connection.execute('BEGIN IMMEDIATE')
      await work()
    } catch (error) {
      throw error instanceof RequestError ? error : refusal(500, `Failed to fork database: ${String(error)}`)
    } finally {
      namespace.returnConnection(connection)
    }
  }

  #closeIdle(): void {
    for (const [name, namespace] of this.#open) {
      if (namespace.isInUse || performance.now() - namespace.lastUsedAt < idleMs) continue
      namespace.close()
      this.#open.delete(name)
    }
  }
}

function assertName(name: string): void {
  if (!namePattern.test(name)) throw refusal(400, 'Invalid namespace')
}
