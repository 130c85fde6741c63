import type { Messages } from '../../i18n/en.ts'

/** What to say of a new password that is refused (`tenants/access/check-password.ts`), by field and code. */
export function newPasswordFields(
  said: Messages['passwordErrors'],
  name = 'password',
): Record<string, string> {
  return {
    [name]: said.missing,
    [`${name}.too_short`]: said.tooShort,
    [`${name}.too_long`]: said.tooLong,
    [`${name}.too_common`]: said.tooCommon,
    [`${name}.too_obvious`]: said.tooObvious,
  }
}
