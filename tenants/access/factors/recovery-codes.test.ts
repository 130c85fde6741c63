import { expect, test } from 'vitest'
import { hashRecoveryCode, makeRecoveryCodes } from './recovery-codes.ts'

test('there are ten, each of 80 random bits, in groups that can be read out', () => {
  const codes = Array.from({ length: 20 }, makeRecoveryCodes).flat()

  expect(codes).toHaveLength(200)
  expect(new Set(codes).size).toBe(200)
  expect(codes.every((code) => /^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/.test(code))).toBe(true)
})

test('a code is the same however it is written', async () => {
  const hash = await hashRecoveryCode('0a1b-2c3d-4e5f-6g7h')

  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  for (const written of [
    '0A1B 2C3D 4E5F 6G7H',
    '0a1b2c3d4e5f6g7h',
    ' Oalb-2c3d–4e5f 6g7h',
    'oaIb2c3d4e5f6g7h',
  ]) {
    expect(await hashRecoveryCode(written)).toBe(hash)
  }
})

test.each([
  '',
  '123456',
  '0a1b-2c3d-4e5f-6g7',
  '0a1b-2c3d-4e5f-6g7h8',
  '0a1b-2c3d-4e5f-6g7!',
  'u'.repeat(16),
])('"%s" cannot be one', async (code) => {
  expect(await hashRecoveryCode(code)).toBeUndefined()
})
