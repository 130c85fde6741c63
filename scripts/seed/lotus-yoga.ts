import type { DemoStudio, DemoTrainer } from './demo-studio.ts'

const HOURS = 60

const amara: DemoTrainer = {
  id: 'trn_amara',
  slug: 'amara',
  name: { en: 'Amara Lee' },
  speciality: { en: 'Slow flow and breath' },
  bio: {
    en: 'Amara came to yoga after a back injury and has taught for twelve years. Her mornings are quiet, unhurried, and end with tea.',
  },
  weeklyHours: {
    1: ['06:30-11:30'],
    2: ['12:00-18:30'],
    3: ['06:30-11:30'],
    4: ['12:00-18:30'],
    5: ['06:30-11:30', '13:00-16:00'],
    6: ['08:00-12:00'],
  },
}

const daniel: DemoTrainer = {
  id: 'trn_daniel',
  slug: 'daniel',
  name: { en: 'Daniel Ortiz' },
  speciality: { en: 'Alignment and recovery' },
  bio: {
    en: 'A dancer for most of his life, Daniel works with people who sit all day, run too much, or have not touched their toes in years.',
  },
  weeklyHours: {
    1: ['15:00-21:00'],
    2: ['15:00-21:00'],
    3: ['15:00-21:00'],
    4: ['16:15-20:00'],
    7: ['09:00-13:00', '14:30-18:00'],
  },
  override: { inDays: 6, windows: [] },
  timeOff: {
    from: { weekday: 2, time: '15:00' },
    until: { weekday: 3, time: '17:00' },
    reason: 'Family visit',
  },
}

/** Two trainers in Brooklyn; light, round and unhurried. */
export const lotusYoga: DemoStudio = {
  id: 'ten_lotus',
  slug: 'lotus',
  name: 'Lotus Yoga',
  ownDomains: ['book.lotus-yoga.test'],
  isSuspended: false,
  settings: {
    studioName: { en: 'Lotus Yoga' },
    tagline: { en: 'An hour that belongs to you.' },
    about: {
      en: 'A sunlit studio on a quiet street in Brooklyn Heights. We teach one person at a time, at the pace your breath sets. Mats, blankets and tea are here; bring yourself.',
    },
    policy: {
      en: 'Plans change. Cancel free of charge until 12 hours before we begin; after that, the session is charged.',
    },
    defaultLocale: 'en',
    locales: ['en'],
    currency: 'USD',
    theme: {
      brandColor: '#8a4f7d',
      accentColor: '#7f9c7a',
      mood: 'paper',
      typePair: 'playfair-commissioner',
      corners: 'round',
      hero: 'split',
      density: 'airy',
      pattern: 'petals',
    },
    contactEmail: 'hello@lotus-yoga.example.test',
    contactPhone: '+12125550123',
  },
  place: {
    id: 'loc_brooklyn',
    name: { en: 'Brooklyn Heights studio' },
    address: { en: '58 Willow Place, Brooklyn, NY 11201' },
    timeZone: 'America/New_York',
    latitude: '40.6927',
    longitude: '-73.9976',
  },
  trainers: [amara, daniel],
  services: [
    {
      id: 'svc_private_yoga',
      slug: 'private-yoga',
      name: { en: 'Private yoga' },
      description: {
        en: 'Seventy-five minutes for you alone: we listen first, then move, then rest.',
      },
      durationMinutes: 75,
      intervalMinutes: 30,
      grid: 'clock',
      bufferAfterMinutes: 0,
      minNoticeMinutes: 6 * HOURS,
      windowDays: 42,
      freeCancelMinutes: 12 * HOURS,
      priceMinor: 9500,
      trainerIds: [amara.id, daniel.id],
    },
    {
      id: 'svc_intro_call',
      slug: 'intro-call',
      name: { en: 'Intro call' },
      description: {
        en: 'Fifteen minutes on the phone to tell us what you need. It costs nothing.',
      },
      durationMinutes: 15,
      intervalMinutes: 15,
      grid: 'clock',
      bufferAfterMinutes: 0,
      minNoticeMinutes: 30,
      windowDays: 30,
      freeCancelMinutes: 0,
      priceMinor: 0,
      trainerIds: [amara.id, daniel.id],
    },
  ],
  clients: [
    { id: 'cli_harper', firstName: 'Harper', lastName: 'Nguyen', email: 'harper.nguyen@example.test' },
    { id: 'cli_miles', firstName: 'Miles', lastName: 'Okafor', email: 'miles.okafor@example.test' },
    { id: 'cli_sofia', firstName: 'Sofía', lastName: 'Reyes', email: 'sofia.reyes@example.test' },
    { id: 'cli_june', firstName: 'June', lastName: 'Park', email: 'june.park@example.test' },
    { id: 'cli_theo', firstName: 'Theo', lastName: 'Braun', email: 'theo.braun@example.test' },
  ],
}
