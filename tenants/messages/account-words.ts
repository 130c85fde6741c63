import type { AccountMessageKind } from '../../db/tenant/schema/index.ts'
import type { RoleKey } from '../access/built-in-roles.ts'
import type { Locale } from '../studio/get-catalogue.ts'

/** What is told somebody of their own login. */
export type AccountKind = Exclude<
  AccountMessageKind,
  'staff_digest' | 'template_test' | 'webhook_disabled' | 'plan_limit_near'
>

type AccountWords = {
  /** The button. */
  actions: Record<AccountKind, string>
  roles: Record<RoleKey, string>
}

/** What stands around the texts of messages about logins. */
export const accountWords: Record<Locale, AccountWords> = {
  en: {
    actions: {
      account_register: 'Finish your account',
      account_exists: 'Sign in',
      account_sign_in: 'Sign in',
      account_reset: 'Choose a new password',
      account_change_email: 'Use this address',
      account_join: 'Answer the invitation',
      account_password_changed: 'See your account',
      account_email_changed: 'See your account',
      account_factor_added: 'See your account',
      account_factor_removed: 'See your account',
      account_erased: 'See our page',
    },
    roles: { owner: 'owner', manager: 'manager', trainer: 'trainer', front_desk: 'front desk' },
  },
  bg: {
    actions: {
      account_register: 'Довършете профила си',
      account_exists: 'Влезте',
      account_sign_in: 'Влезте',
      account_reset: 'Изберете нова парола',
      account_change_email: 'Използвайте този адрес',
      account_join: 'Отговорете на поканата',
      account_password_changed: 'Вижте профила си',
      account_email_changed: 'Вижте профила си',
      account_factor_added: 'Вижте профила си',
      account_factor_removed: 'Вижте профила си',
      account_erased: 'Вижте страницата ни',
    },
    roles: { owner: 'собственик', manager: 'управител', trainer: 'треньор', front_desk: 'рецепция' },
  },
}
