import type { DemoStudio } from './demo-studio.ts'

/** A studio that no longer pays: its host shows a neutral page and nothing of the studio. */
export const oldGym: DemoStudio = {
  id: 'ten_oldgym',
  slug: 'oldgym',
  name: 'Old Gym',
  ownDomains: [],
  isSuspended: true,
  settings: {
    studioName: { en: 'Old Gym' },
    tagline: { en: 'Since 1987.' },
    about: { en: 'A gym from another time.' },
    policy: { en: 'Cancel until the evening before.' },
    defaultLocale: 'en',
    locales: ['en'],
    currency: 'EUR',
    theme: {
      brandColor: '#475569',
      accentColor: null,
      mood: 'white',
      typePair: 'montserrat-inter',
      corners: 'soft',
      hero: 'plain',
      density: 'regular',
      pattern: 'grid',
    },
    contactEmail: 'hello@oldgym.example.test',
    contactPhone: null,
  },
  trainers: [],
  services: [],
  classes: [],
  clients: [],
}
