import type { Locale, LocalizedText } from '../../db/tenant/schema/index.ts'

/** How what is only there to try things out with is called: so that nobody takes it for real, wherever it stands. */
export const sampleNames: Record<
  'trainer' | 'speciality' | 'appointment' | 'class' | 'about',
  LocalizedText
> = {
  trainer: { en: 'Sample trainer', bg: 'Примерен треньор' },
  speciality: { en: 'Here to try things out', bg: 'Само за проба' },
  appointment: { en: 'Sample training', bg: 'Примерна тренировка' },
  class: { en: 'Sample class', bg: 'Примерен клас' },
  about: { en: 'Here to try things out.', bg: 'Само за проба.' },
}

/** The family name that all sample clients share. */
export const sampleFamily: Record<Locale, string> = { en: 'Sample', bg: 'Пример' }

export const sampleFirstNames: Record<Locale, readonly string[]> = {
  en: ['Ada', 'Ben', 'Clara', 'David', 'Emma', 'Felix', 'Grace', 'Henry'],
  bg: ['Ана', 'Борис', 'Вяра', 'Георги', 'Дария', 'Емил', 'Жана', 'Захари'],
}
