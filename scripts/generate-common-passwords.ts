// Writes the passwords that are refused because many people use them:
//   node scripts/generate-common-passwords.ts
import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { dictionary } from '@zxcvbn-ts/language-common'
import { MIN_PASSWORD_LENGTH } from '../tenants/access/check-password.ts'

const TARGET = 'tenants/access/common-passwords.ts'
/** What the Worker may grow by. */
const MAX_GZIP_BYTES = 60_000
/** Shorter ones make no password, whatever is put around them. */
const MIN_CORE_LENGTH = 4

/**
 * All that are long enough to be a password here, and of the shorter ones, by which longer ones begin or end, the most used,
 * as many as fit. Without letters they would be nothing once the digits are taken away.
 */
export function chooseCommonPasswords(): string[] {
  const all = [...new Set(dictionary['passwords-common'].map((one) => one.normalize('NFKC').toLowerCase()))]
  const isWhole = (password: string) => Array.from(password).length >= MIN_PASSWORD_LENGTH
  const whole = all.filter(isWhole)
  const cores = all.filter((one) => !isWhole(one) && one.length >= MIN_CORE_LENGTH && /\p{L}/u.test(one))
  const take = (count: number) => [...whole, ...cores.slice(0, count)].toSorted()
  const fits = (count: number) => gzipSync(take(count).join(' '), { level: 9 }).length <= MAX_GZIP_BYTES
  let [low, high] = [0, cores.length]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(middle)) low = middle
    else high = middle - 1
  }
  return take(low)
}

if (import.meta.main) {
  const text = `// Written by scripts/generate-common-passwords.ts from the list of github.com/zxcvbn-ts/zxcvbn (@zxcvbn-ts/language-common),
// which is available under the MIT licence. Copyright (c) 2012-2016 Dan Wheeler and Dropbox, Inc., and zxcvbn-ts.

let known: ReadonlySet<string> | undefined

/** Passwords many people use, in lower case. Made of the text when first asked for. */
export function commonPasswords(): ReadonlySet<string> {
  return (known ??= new Set(LIST.split(' ')))
}

const LIST =
  ${JSON.stringify(chooseCommonPasswords().join(' '))}
`
  writeFileSync(TARGET, text)
}
