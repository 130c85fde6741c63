import { expect, test } from 'vitest'
import { commonPasswords } from '../tenants/access/common-passwords.ts'
import { chooseCommonPasswords } from './generate-common-passwords.ts'

test('the passwords that are refused are those the script chooses', () => {
  expect([...commonPasswords()]).toEqual(chooseCommonPasswords())
})
