import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

import { protocolError, refusal, RequestError, StatementError } from '../errors.ts'
import type { Limits } from '../limits.ts'
import type { Namespace } from '../namespaces/namespace.ts'
import type { Connection } from '../sql/connection.ts'

/** One client's conversation with one database: at most one connection, one request at a time. */
export class Stream {
  readonly id: string
  readonly namespace: Namespace
  readonly isReadOnly: boolean
  readonly storedSql = new Map<number, string>()
  sequence: bigint
  isClosed = false
  isBusy = true
  timer: NodeJS.Timeout | undefined
  #connection: Connection | undefined
  #transactionSince: number | undefined
  #hasTimedOut = false

  constructor(namespace: Namespace, isReadOnly: boolean) {
    this.id = randomBytes(8).toString('hex')
    this.sequence = randomBytes(8).readBigUInt64BE()
    this.namespace = namespace
    this.isReadOnly = isReadOnly
  }

  /** The stream's connection, taken when first needed. Throws when the stream or its transaction is over. */
  connection(): Connection {
    if (this.isClosed) throw protocolError('Stream for this baton was closed')
    this.namespace.assertOpen()
    if (this.#hasTimedOut) throw new StatementError('TRANSACTION_TIMEOUT', 'Transaction timed out')
    if (this.#connection?.isSpoiled && !this.#connection.inTransaction) this.dropConnection()
    this.#connection ??= this.namespace.takeConnection(this.isReadOnly)
    return this.#connection
  }

  get inTransaction(): boolean {
    return this.#connection?.inTransaction === true
  }

  /** When the open transaction must be over, in performance.now() time; undefined without one. */
  transactionDeadline(limitMs: number): number | undefined {
    this.#transactionSince = this.inTransaction ? (this.#transactionSince ?? performance.now()) : undefined
    return this.#transactionSince === undefined ? undefined : this.#transactionSince + limitMs
  }

  /** Rolls back. From now on every statement fails, so that nothing runs outside a transaction believed open. */
  timeOutTransaction(): void {
    this.#hasTimedOut = true
    this.dropConnection()
  }

  dropConnection(): void {
    if (this.#connection) this.namespace.returnConnection(this.#connection)
    this.#connection = undefined
  }

  close(): void {
    this.isClosed = true
    clearTimeout(this.timer)
    this.dropConnection()
  }
}

const expiredRememberedMs = 300_000

/** All open streams and their batons: single use, unforgeable, good for a while only. */
export class Streams {
  readonly #limits: Limits
  readonly #key = randomBytes(32)
  readonly #open = new Map<string, Stream>()
  /** Ids of expired streams and when they expired, oldest first. */
  readonly #expired = new Map<string, number>()

  constructor(limits: Limits) {
    this.#limits = limits
  }

  open(namespace: Namespace, isReadOnly: boolean): Stream {
    if (this.#open.size >= this.#limits.openStreams) throw refusal(429, 'Too many concurrent requests')
    const stream = new Stream(namespace, isReadOnly)
    this.#open.set(stream.id, stream)
    return stream
  }

  /** Throws RequestError 400 for a baton that is forged, used, expired or of another namespace or permission. */
  resume(baton: string, namespace: Namespace, isReadOnly: boolean): Stream {
    const { id, sequence } = this.#readBaton(baton)
    if (this.#expired.has(id)) {
      throw new RequestError(400, {
        message: 'The stream has expired due to inactivity',
        code: 'STREAM_EXPIRED',
      })
    }
    const stream = this.#open.get(id)
    if (!stream || stream.namespace !== namespace || stream.isReadOnly !== isReadOnly) {
      throw protocolError('Received an invalid baton')
    }
    if (stream.isBusy || stream.sequence !== sequence) {
      throw protocolError('Received a baton that has already been used')
    }
    clearTimeout(stream.timer)
    stream.sequence = BigInt.asUintN(64, stream.sequence + 1n)
    stream.isBusy = true
    return stream
  }

  /** The baton for the stream's next request, good as soon as `rest` was called; null for a closed stream. */
  baton(stream: Stream): string | null {
    return stream.isClosed ? null : this.#writeBaton(stream)
  }

  /** The request is over: the stream waits for its next one, not for ever. */
  rest(stream: Stream): void {
    if (stream.isClosed || stream.namespace.isClosed) {
      this.close(stream)
      return
    }
    stream.isBusy = false
    const idleUntil = performance.now() + this.#limits.streamIdleMs
    this.#watch(stream, idleUntil)
  }

  close(stream: Stream): void {
    stream.close()
    this.#open.delete(stream.id)
  }

  closeAll(): void {
    for (const stream of this.#open.values()) this.close(stream)
  }

  #watch(stream: Stream, idleUntil: number): void {
    const transactionUntil = stream.transactionDeadline(this.#limits.transactionMs) ?? Infinity
    const wait = Math.min(idleUntil, transactionUntil) - performance.now()
    stream.timer = setTimeout(
      () => {
        if (idleUntil <= transactionUntil) return this.#expire(stream)
        stream.timeOutTransaction()
        this.#watch(stream, idleUntil)
      },
      Math.max(wait, 0),
    )
  }

  #expire(stream: Stream): void {
    this.close(stream)
    const now = performance.now()
    this.#expired.set(stream.id, now)
    for (const [id, expiredAt] of this.#expired) {
      if (now - expiredAt < expiredRememberedMs) break
      this.#expired.delete(id)
    }
  }

  #writeBaton({ id, sequence }: Stream): string {
    const payload = Buffer.alloc(16)
    payload.write(id, 'hex')
    payload.writeBigUInt64BE(sequence, 8)
    return Buffer.concat([payload, this.#seal(payload)])
      .toString('base64')
      .replace(/=+$/, '')
  }

  #readBaton(baton: string): { id: string; sequence: bigint } {
    const bytes = Buffer.from(baton, 'base64')
    const payload = bytes.subarray(0, 16)
    if (bytes.length !== 48 || !timingSafeEqual(bytes.subarray(16), this.#seal(payload))) {
      throw protocolError('Received an invalid baton')
    }
    return { id: payload.toString('hex', 0, 8), sequence: payload.readBigUInt64BE(8) }
  }

  #seal(payload: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(payload).digest()
  }
}
