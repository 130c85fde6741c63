import { describe, expect, it } from 'vitest'
import type { Locale } from './get-catalogue.ts'
import { chooseLocale } from './choose-locale.ts'

const both: { locales: Locale[]; defaultLocale: Locale } = { locales: ['bg', 'en'], defaultLocale: 'bg' }
const nothing = { asked: undefined, remembered: undefined, acceptLanguage: null }

describe('chooseLocale', () => {
  it('takes the path first, then the cookie, then the browser, then the studio', () => {
    const all = { asked: 'en', remembered: 'bg', acceptLanguage: 'bg' }
    expect(chooseLocale(all, both)).toBe('en')
    expect(chooseLocale({ ...all, asked: undefined }, both)).toBe('bg')
    expect(chooseLocale({ ...nothing, acceptLanguage: 'en-GB' }, both)).toBe('en')
    expect(chooseLocale(nothing, both)).toBe('bg')
  })

  it('passes over languages the studio does not speak', () => {
    const english: { locales: Locale[]; defaultLocale: Locale } = { locales: ['en'], defaultLocale: 'en' }
    expect(chooseLocale({ asked: 'bg', remembered: 'bg', acceptLanguage: 'bg' }, english)).toBe('en')
    expect(chooseLocale({ ...nothing, acceptLanguage: 'de, fr;q=0.9, en;q=0.1' }, both)).toBe('en')
  })

  it('follows the weights of Accept-Language, and never takes a refused language', () => {
    expect(chooseLocale({ ...nothing, acceptLanguage: 'bg;q=0.3, en;q=0.8' }, both)).toBe('en')
    expect(chooseLocale({ ...nothing, acceptLanguage: 'en;q=0, *' }, both)).toBe('bg')
  })

  it.each(['', ';', ',,,', 'q=1', '*', 'en;q=abc', '<script>'])(
    'survives the header %j',
    (acceptLanguage) => {
      expect(both.locales).toContain(chooseLocale({ ...nothing, acceptLanguage }, both))
    },
  )
})
