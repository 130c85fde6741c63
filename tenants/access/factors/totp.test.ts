import { expect, test } from 'vitest'
import { seconds } from '../../durations.ts'
import { drawQrCode, findTotpStep, makeTotpSecret, makeTotpUri } from './totp.ts'

// RFC 6238, appendix B, for SHA-1: the secret is the text 12345678901234567890; the last six of its eight digits.
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const vectors: [number, string, number][] = [
  [59, '287082', 0x1],
  [1_111_111_109, '081804', 0x23523ec],
  [1_111_111_111, '050471', 0x23523ed],
  [1_234_567_890, '005924', 0x273ef07],
  [2_000_000_000, '279037', 0x3f940aa],
  [20_000_000_000, '353130', 0x27bc86aa],
]

test.each(vectors)('%i seconds after 1970 the code is %s', async (second, code, step) => {
  expect(await findTotpStep(SECRET, code, seconds(second))).toBe(step)
})

test('a code is right one step early and one step late, and no longer', async () => {
  const step = 0x273ef07
  const at = (steps: number) => findTotpStep(SECRET, '005924', seconds((step + steps) * 30))

  expect(await Promise.all([-2, -1, 0, 1, 2].map(at))).toEqual([undefined, step, step, step, undefined])
})

test.each(['', '28708', '2870821', '28708a', '287083', '٢٨٧٠٨٢'])('"%s" is no code', async (code) => {
  expect(await findTotpStep(SECRET, code, seconds(59))).toBeUndefined()
})

test('secrets have 160 bits and are different', async () => {
  const secrets = await Promise.all(Array.from({ length: 20 }, makeTotpSecret))

  expect(new Set(secrets).size).toBe(20)
  expect(secrets.every((secret) => /^[A-Z2-7]{32}$/.test(secret))).toBe(true)
})

test('the app keeps it under the studio’s name and the person’s address', async () => {
  const uri = await makeTotpUri(SECRET, { issuer: 'Фитнес: Iron & Works', account: 'ana+1@example.test' })
  const { host, pathname, searchParams } = new URL(uri)

  expect(host).toBe('totp')
  expect(decodeURIComponent(pathname)).toBe('/Фитнес  Iron & Works:ana+1@example.test')
  expect(Object.fromEntries(searchParams)).toEqual({
    issuer: 'Фитнес  Iron & Works',
    secret: SECRET,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})

test('the picture of it brings nothing a strict page would refuse', async () => {
  const svg = await drawQrCode('otpauth://totp/A:b?secret=GEZDGNBVGY3TQOJQ')

  expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+"><rect [^>]*\/><path [^>]*\/><\/svg>$/)
  expect(svg).not.toMatch(/style|script|href|on\w+=/i)
})
