import type { AccountMessageKind } from '../../db/tenant/schema/index.ts'
import type { RoleKey } from '../access/built-in-roles.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import { accountBg } from './account-words-bg.ts'
import { accountEn } from './account-words-en.ts'

/** What the words of a message about a login depend on. */
export type AccountTelling = {
  studio: string
  /** How long the link works, such as '10 minutes'; empty: there is none. */
  life: string
  /** What the person is asked to be, in their language. */
  role: string
}

type Say = (telling: AccountTelling) => string

/** All that such a message says. */
export type AccountWords = {
  subject: Say
  /** Follows the person's name. */
  heading: Say
  intro: Say
  /** The button. */
  action: string
  /** Under the button: what to do when it was not them, and how long the link works. */
  closing: Say[]
}

export type AccountLanguage = {
  kinds: Record<AccountMessageKind, AccountWords>
  roles: Record<RoleKey, string>
}

export const accountWords: Record<Locale, AccountLanguage> = { en: accountEn, bg: accountBg }
