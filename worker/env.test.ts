import { expect, test } from 'vitest'
import { EnvError, readEnv } from './env.ts'

const binding = () => undefined

const complete = {
  TRAINER_CALENDAR: { getByName: binding },
  VENDOR_GATE: { getByName: binding },
  HOSTNAMES: { get: binding },
  MESSAGES_QUEUE: { send: binding },
  DUE_QUEUE: { sendBatch: binding },
  WORK_QUEUE: { send: binding },
  FLEET_QUEUE: { send: binding },
  RATE_LIMIT_BOOKINGS: { limit: binding },
  RATE_LIMIT_SLOTS: { limit: binding },
  RATE_LIMIT_OTHERS: { limit: binding },
  FILES: { put: binding },
  IMAGES: { input: binding },
  REGISTRY_URL: 'https://registry.example.test',
  REGISTRY_TOKEN: '',
  SECRET_KEYS: `k1:${btoa('x'.repeat(32))}`,
  PLATFORM_HOST: 'platform.example.test',
  MAIL_FROM: 'bookings@example.test',
  RESEND_API_KEY: 're_123',
}

function namesOf(raw: object): string[] {
  try {
    readEnv(raw)
    return []
  } catch (error) {
    if (error instanceof EnvError) return error.names
    throw error
  }
}

test('an empty environment is refused with the names of all that is missing', () => {
  expect(namesOf({})).toEqual(Object.keys(complete).filter((name) => name !== 'RESEND_API_KEY'))
})

test('a complete environment is read once', () => {
  expect(readEnv(complete)).toBe(readEnv(complete))
  expect(readEnv(complete).SECRET_KEYS).toHaveLength(1)
})

test('mail must be able to go somewhere: Resend, or the mailbox that only development has', () => {
  const { RESEND_API_KEY: _key, ...rest } = complete

  expect(namesOf(rest)).toEqual(['RESEND_API_KEY'])
  expect(namesOf({ ...rest, DEV_MAILBOX: { get: binding } })).toEqual([])
})

test('what is malformed is named and its value kept out of the message', () => {
  const raw = { ...complete, SECRET_KEYS: 'k1:c2hvcnQ=', REGISTRY_URL: 'nowhere', HOSTNAMES: {} }

  expect(namesOf(raw)).toEqual(['HOSTNAMES', 'REGISTRY_URL', 'SECRET_KEYS'])
  expect(() => readEnv(raw)).toThrow(/^Missing or malformed: HOSTNAMES, REGISTRY_URL, SECRET_KEYS$/)
})
