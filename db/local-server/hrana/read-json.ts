import { protocolError } from '../errors.ts'

/** Refuses the whole request, in sqld's words: 400. */
export function refuseMessage(reason: string): never {
  throw protocolError(`Cannot deserialize client message from JSON: ${reason}`)
}

export function readObject(json: unknown, what: string): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return refuseMessage(`${what}: expected an object`)
  }
  // Not null and not an array: every key of it may be asked for.
  return json as Record<string, unknown>
}

export function readString(json: unknown, what: string): string {
  return typeof json === 'string' ? json : refuseMessage(`${what}: expected a string`)
}

export function readArray(json: unknown, what: string): unknown[] {
  return Array.isArray(json) ? json : refuseMessage(`${what}: expected an array`)
}

/** SQL ids and step numbers. */
export function readInt32(json: unknown, what: string): number {
  return typeof json === 'number' && (json | 0) === json
    ? json
    : refuseMessage(`${what}: expected a 32-bit integer`)
}

/** Reads a field that may be missing or null. */
export function optional<T>(
  json: unknown,
  what: string,
  read: (json: unknown, what: string) => T,
): T | undefined {
  return json === undefined || json === null ? undefined : read(json, what)
}
