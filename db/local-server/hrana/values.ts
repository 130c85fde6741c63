import type { EngineValue } from '../sql/connection.ts'
import { readObject, readString, refuseMessage } from './read-json.ts'

/** A value on the wire: integers are decimal strings, blobs base64 without padding. */
export type HranaValue =
  | { type: 'null' }
  | { type: 'integer'; value: string }
  | { type: 'float'; value: number }
  | { type: 'text'; value: string }
  | { type: 'blob'; base64: string }

const integer = /^[+-]?\d{1,19}$/
const base64 = /^[A-Za-z0-9+/]*={0,2}$/

/** Checks a value from the wire. Throws RequestError 400. */
export function readValue(json: unknown): EngineValue {
  const value = readObject(json, 'value')
  switch (value['type']) {
    case 'null':
      return null
    case 'integer':
      return readInteger(readString(value['value'], 'integer value'))
    case 'float':
      return typeof value['value'] === 'number'
        ? value['value']
        : refuseMessage('float value: expected a number')
    case 'text':
      return readText(readString(value['value'], 'text value'))
    case 'blob': {
      const text = readString(value['base64'], 'blob base64')
      return base64.test(text) ? Buffer.from(text, 'base64') : refuseMessage('blob base64: not base64')
    }
    default:
      return refuseMessage('value: unknown type')
  }
}

/** The engine's binding ends text at a NUL when it reads it back; better not to store it than to lose the rest. */
function readText(text: string): string {
  return text.includes('\0') ? refuseMessage('text value: NUL characters are not supported') : text
}

function readInteger(text: string): bigint {
  const value = integer.test(text) ? BigInt(text) : undefined
  if (value === undefined || BigInt.asIntN(64, value) !== value) {
    return refuseMessage('integer value: expected a decimal 64-bit integer')
  }
  return value
}

export function toHranaValue(value: EngineValue): HranaValue {
  if (value === null) return { type: 'null' }
  if (typeof value === 'bigint') return { type: 'integer', value: value.toString() }
  if (typeof value === 'number') return { type: 'float', value }
  if (typeof value === 'string') return { type: 'text', value }
  return { type: 'blob', base64: Buffer.from(value).toString('base64').replace(/=+$/, '') }
}

/** Roughly the bytes a value takes in the answer. */
export function sizeOfValue(value: EngineValue): number {
  if (typeof value === 'string') return value.length + 26
  if (value instanceof Uint8Array) return Math.ceil((value.length * 4) / 3) + 26
  return 40
}
