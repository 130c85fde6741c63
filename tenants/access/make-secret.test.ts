import { expect, test } from 'vitest'
import { decodeBase64Url } from './base64url.ts'
import { makeSecret } from './make-secret.ts'
import { makeStaffKey } from './staff-key.ts'

test('whatever nobody may guess is 192 random bits, drawn anew each time', () => {
  const secrets = Array.from({ length: 200 }, () => [
    makeSecret(),
    makeStaffKey().slice('thk_'.length),
  ]).flat()

  expect(new Set(secrets).size).toBe(400)
  expect(secrets.every((secret) => decodeBase64Url(secret)?.length === 24)).toBe(true)
  // Each bit is set about half of the time: 9,600 of 19,200, with 500 as seven standard deviations.
  const bytes = secrets.slice(0, 100).flatMap((secret) => [...(decodeBase64Url(secret) ?? [])])
  const ones = bytes.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)
  expect(Math.abs(ones - bytes.length * 4)).toBeLessThan(500)
})
