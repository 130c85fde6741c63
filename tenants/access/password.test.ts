import type * as nodeCrypto from 'node:crypto'
import { scrypt } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { PASSWORD, PASSWORD_HASH } from '../../tests/support/add-person.ts'
import { checkPassword } from './check-password.ts'
import { commonPasswords } from './common-passwords.ts'
import { hashPassword, needsRehash, verifyPassword } from './hash-password.ts'

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof nodeCrypto>()
  return { ...real, scrypt: vi.fn<typeof real.scrypt>(real.scrypt) }
})
const hashed = vi.mocked(scrypt)

const faultOf = async (password: string, words: string[] = []) =>
  (await checkPassword(password, { words }))[0]?.code ?? null

test('a hash says what it cost, has its own salt, and is of its password only', async () => {
  const hash = await hashPassword('кон вярна батерия телбод')

  // ASVS 5.0, appendix C: scrypt with N = 2^15, r = 8, p = 3 at least.
  expect(hash).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/)
  expect(hashed.mock.lastCall?.slice(2, 4)).toEqual([32, expect.objectContaining({ N: 32768, r: 8, p: 3 })])
  expect(needsRehash(hash)).toBe(false)
  expect(await verifyPassword('кон вярна батерия телбод', hash)).toBe(true)
  expect(await verifyPassword('кон вярна батерия телбоd', hash)).toBe(false)
})

test('a password is as it was typed, whichever keyboard writes its accents', async () => {
  const hash = await hashPassword(' Café of the ﬁve ')

  expect(await verifyPassword(' Cafe\u0301 of the ﬁve ', hash)).toBe(true)
  for (const other of ['Café of the ﬁve', ' café of the ﬁve ', ' Café of the five ', ' Cafe of the ﬁve ']) {
    expect(await verifyPassword(other, hash)).toBe(false)
  }
})

test('a sentence is a password, down to the last of its 128 characters', async () => {
  const sentence = 'Quiet donkeys never hurry up the hill, '.repeat(4).slice(0, 128)
  expect([await faultOf(sentence.slice(0, 64)), await faultOf(sentence)]).toEqual([null, null])
  const hash = await hashPassword(sentence)

  expect(await verifyPassword(sentence, hash)).toBe(true)
  expect(await verifyPassword(`${sentence.slice(0, 127)}?`, hash)).toBe(false)
})

test('nobody’s password takes the same work as a wrong one, and is never right', async () => {
  hashed.mockClear()
  await verifyPassword('wrong', PASSWORD_HASH)
  await verifyPassword('wrong', null)

  const [[, , ...theirs] = [], [, , ...nobodys] = []] = hashed.mock.calls
  expect(nobodys.slice(0, 2)).toEqual(theirs.slice(0, 2))
  expect(hashed).toHaveBeenCalledTimes(2)
})

test('what is absurdly long is never hashed', async () => {
  hashed.mockClear()

  for (const password of ['x'.repeat(129), '🏋'.repeat(129), 'x'.repeat(60_000)]) {
    expect(await verifyPassword(password, PASSWORD_HASH)).toBe(false)
    await expect(hashPassword(password)).rejects.toThrow(RangeError)
  }
  expect(hashed).not.toHaveBeenCalled()
})

test.each(['scrypt$16384$8$3$', 'scrypt$32768$8$1$', 'scrypt$32768$16$3$'])('%s… is made anew', (cost) => {
  expect(needsRehash(PASSWORD_HASH.replace('scrypt$32768$8$3$', cost))).toBe(true)
})

test('ten to 128 characters of any kind, counted as people count', async () => {
  expect(await faultOf('')).toBe('required')
  expect(await faultOf('x7Kp2mQ4w')).toBe('too_short')
  expect(await faultOf('🏋🐎🔋📎🏋🐎🔋📎🏋')).toBe('too_short')
  for (const good of [
    'x7Kp2mQ4wZ',
    'three quiet green elephants',
    'кобилата пасе',
    '🏋🐎🔋📎🎈🎲🎧🎬🎺🎻',
    PASSWORD,
  ]) {
    expect(await faultOf(good)).toBeNull()
  }
  expect(await faultOf('🏋🐎🔋📎🎈🎲🎧🎬'.repeat(16))).toBeNull()
  expect(await faultOf(`${'🏋🐎🔋📎🎈🎲🎧🎬'.repeat(16)}x`)).toBe('too_long')
  expect(await faultOf('x'.repeat(60_000))).toBe('too_long')
})

test.each([
  'zaq12wsxcde3',
  'ZAQ12wsxCDE3',
  '+359 888 1234',
  '1234567890',
  '0000000000',
  'iloveyou2024',
  'Basketball!!',
  'dragondragon',
  'monkey123456',
  '!!shadow2026',
  'abcabcabcabc',
  'aaaaaaaaaaaa',
  '２０２６２０２６２０２６',
])('%s is what many people use', async (password) => {
  expect(await faultOf(password)).toBe('too_common')
})

test('every one on the list that is long enough is refused, and so are shorter ones with digits behind', async () => {
  const list = [...commonPasswords()]
  const faults = new Set<string | null>()
  for (const one of list)
    faults.add(await faultOf(Array.from(one).length < 10 ? `${one}2026!!`.padEnd(10, '9') : one))

  expect(list.length).toBeGreaterThan(3_000)
  expect([...faults].toSorted()).toEqual(['too_common', 'too_obvious'])
})

test.each([
  ['ironworks2026', ['Iron Works']],
  ['Iron.Works!!', ['Iron Works']],
  ['IRONWORKS-sofia1', ['iron-works', 'Sofia']],
  ['elena.ivanova1', ['Elena Ivanova']],
  ['elenaivanova', ['elena.ivanova@example.test']],
  ['Парола123456', []],
  ['password!!2026', []],
  ['MyPassword1', []],
])('%j of %j is the first that is tried', async (password, words) => {
  expect(await faultOf(password, words)).toBe('too_obvious')
})

test('a name is no reason to refuse what is long enough without it', async () => {
  expect(await faultOf('elena feeds quiet donkeys', ['Elena Ivanova'])).toBeNull()
})
