import { describe, expect, it } from 'vitest'
import type { Locale } from '../../tenants/studio/get-catalogue.ts'
import { translator } from '../i18n/translator.server.ts'
import { makeFormat } from './format.server.ts'

// Tuesday, 24 November 2026, 10:00 in Sofia.
const now = Date.UTC(2026, 10, 24, 8)
const formatIn = (locale: Locale, currency: string) =>
  makeFormat({ locale, currency, now, say: translator(locale) })

describe('makeFormat', () => {
  it('writes times as the place does', () => {
    const at = Date.UTC(2026, 10, 24, 16)
    expect(formatIn('en', 'EUR').time(at, 'Europe/Sofia')).toBe('18:00')
    expect(formatIn('bg', 'EUR').time(at, 'Europe/Sofia')).toBe('18:00')
    expect(formatIn('en', 'USD').time(at, 'America/New_York')).toBe('11:00 AM')
  })

  it('knows midnight and noon on both clocks', () => {
    const [american, british] = [formatIn('en', 'USD'), formatIn('en', 'EUR')]
    expect([0, 720, 1440].map(american.minuteOfDay)).toEqual(['12:00 AM', '12:00 PM', '12:00 AM'])
    expect([0, 720, 1440].map(british.minuteOfDay)).toEqual(['00:00', '12:00', '00:00'])
  })

  it('says today and tomorrow by the calendar of the place', () => {
    const { whenNear } = formatIn('en', 'EUR')
    expect(whenNear(Date.UTC(2026, 10, 24, 16), 'Europe/Sofia')).toBe('Today 18:00')
    expect(whenNear(Date.UTC(2026, 10, 24, 22, 30), 'Europe/Sofia')).toBe('Tomorrow 00:30')
    expect(whenNear(Date.UTC(2026, 10, 24, 22, 30), 'UTC')).toBe('Today 22:30')
    expect(whenNear(Date.UTC(2026, 10, 27, 9), 'UTC')).toBe('Fri 27 Nov 09:00')
  })

  it('names the year only when it is another', () => {
    const english = formatIn('en', 'EUR')
    expect(english.dayLong('2026-12-01', 'UTC')).toBe('Tuesday 1 December')
    expect(english.dayLong('2027-01-05', 'UTC')).toBe('Tuesday, 5 January 2027')
    expect(formatIn('en', 'USD').dayLong('2026-12-01', 'UTC')).toBe('Tuesday, December 1')
    expect(formatIn('bg', 'EUR').dayLong('2026-12-01', 'UTC')).toBe('вторник, 1 декември')
  })

  it('writes whole prices without cents, cents when there are any, and nothing as free', () => {
    const { money } = formatIn('en', 'EUR')
    expect([money(4500), money(4550), money(0), money(4500, 'JPY')]).toEqual([
      '€45',
      '€45.50',
      'Free',
      'JP¥4,500',
    ])
    expect(formatIn('bg', 'EUR').money(4500).replace('\u00a0', ' ')).toBe('45 €')
  })
})
