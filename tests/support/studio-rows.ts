import type * as schema from '../../db/tenant/schema/index.ts'

type Insert<Table extends { $inferInsert: unknown }> = Table['$inferInsert']

/** What a test may want different; everything else is Iron Works. */
export type StudioChanges = {
  settings?: Partial<Insert<typeof schema.settings>>
  location?: Partial<Insert<typeof schema.locations>>
  /** Changes both services. */
  service?: Partial<Insert<typeof schema.services>>
}

/** Ids of the fixture, for tests to name. Both trainers give both services, Monday to Friday 9:00 to 18:00. */
export const ids = {
  location: 'loc_sofia',
  maria: 'trn_maria',
  ivan: 'trn_ivan',
  /** 60 minutes and 10 after, every 30, 60.00 EUR, free to cancel until 24 h before. */
  training: 'svc_training',
  /** 30 minutes, every 30, free of charge. */
  assessment: 'svc_assessment',
} as const

/** The rows of a small studio in Sofia. */
export function studioRows(changes: StudioChanges) {
  const service = {
    grid: 'window',
    windowDays: 60,
    createdAt: 0,
    intervalMinutes: 30,
    ...changes.service,
  } as const
  const trainer = { locationId: ids.location, createdAt: 0 }
  return {
    settings: {
      id: 1,
      studioName: { en: 'Iron Works', bg: 'Айрън Уъркс' },
      tagline: { en: 'Strength for everyone', bg: 'Сила за всеки' },
      about: { en: 'A small gym.', bg: 'Малка зала.' },
      policy: {
        en: 'Free to cancel until 24 hours before the start.',
        bg: 'Безплатен отказ до 24 часа преди началото.',
      },
      defaultLocale: 'bg',
      locales: ['bg', 'en'],
      currency: 'EUR',
      theme: {
        brandColor: '#c2410c',
        accentColor: null,
        mood: 'dark',
        typePair: 'oswald-source',
        corners: 'sharp',
        hero: 'pattern',
        density: 'compact',
        pattern: 'plates',
      },
      contactEmail: 'hello@ironworks.example.test',
      contactPhone: '+359881234567',
      updatedAt: 0,
      ...changes.settings,
    },
    locations: [
      {
        id: ids.location,
        name: { en: 'Main hall', bg: 'Голяма зала' },
        address: { en: '12 Shipka St, Sofia', bg: 'ул. Шипка 12, София' },
        timeZone: 'Europe/Sofia',
        ...changes.location,
      },
    ],
    trainers: [
      {
        id: ids.maria,
        slug: 'maria',
        name: { en: 'Maria Petrova', bg: 'Мария Петрова' },
        speciality: { en: 'Strength', bg: 'Сила' },
        bio: { en: 'Ten years under the bar.', bg: 'Десет години под щангата.' },
        position: 0,
        ...trainer,
      },
      {
        id: ids.ivan,
        slug: 'ivan',
        name: { en: 'Ivan Kolev', bg: 'Иван Колев' },
        speciality: { en: 'Mobility', bg: 'Подвижност' },
        bio: { en: 'Moves well.', bg: 'Движи се добре.' },
        position: 1,
        ...trainer,
      },
    ],
    services: [
      {
        id: ids.training,
        slug: 'personal-training',
        name: { en: 'Personal training', bg: 'Персонална тренировка' },
        description: { en: 'One to one.', bg: 'Един на един.' },
        durationMinutes: 60,
        bufferAfterMinutes: 10,
        freeCancelMinutes: 24 * 60,
        priceMinor: 6000,
        position: 0,
        ...service,
      },
      {
        id: ids.assessment,
        slug: 'assessment',
        name: { en: 'Assessment', bg: 'Първоначална оценка' },
        description: { en: 'Where you stand.', bg: 'Откъде тръгваме.' },
        durationMinutes: 30,
        priceMinor: 0,
        position: 1,
        ...service,
      },
    ],
    serviceTrainers: [ids.training, ids.assessment].flatMap((serviceId) => [
      { serviceId, trainerId: ids.maria },
      { serviceId, trainerId: ids.ivan },
    ]),
    availabilityRules: [ids.maria, ids.ivan].flatMap((trainerId) =>
      [1, 2, 3, 4, 5].map((weekday) => ({
        id: `rul_${trainerId}_${weekday}`,
        trainerId,
        weekday,
        startMinute: 9 * 60,
        endMinute: 18 * 60,
      })),
    ),
  } satisfies {
    settings: Insert<typeof schema.settings>
    locations: Insert<typeof schema.locations>[]
    trainers: Insert<typeof schema.trainers>[]
    services: Insert<typeof schema.services>[]
    serviceTrainers: Insert<typeof schema.serviceTrainers>[]
    availabilityRules: Insert<typeof schema.availabilityRules>[]
  }
}
