import type { LocalizedText, Theme } from '../../../db/tenant/schema/index.ts'

/** What sort of studio it is: it decides what a new one begins with. */
export const studioKinds = ['personal_training', 'yoga', 'pilates', 'boxing', 'gym'] as const
export type StudioKind = (typeof studioKinds)[number]

type Text = Required<LocalizedText>

export type KindService = {
  slug: string
  name: Text
  description: Text
  durationMinutes: number
  bufferAfterMinutes?: number
  priceMinor: number
  /** A class for so many; it has no dates until the studio gives it some. */
  capacity?: number
}

export type KindOfStudio = {
  name: Text
  tagline: Text
  about: Text
  theme: Theme
  /** Weekdays (1 is Monday) and the hours 'from-until' of each, in whole hours. */
  hours: { weekdays: readonly number[]; windows: readonly (readonly [number, number])[] }
  /** Until so many hours before the start, cancelling is free. */
  freeCancelHours: number
  minNoticeHours: number
  services: readonly KindService[]
}

const weekdays = [1, 2, 3, 4, 5]
const wholeWeek = [1, 2, 3, 4, 5, 6]

const firstMeeting: KindService = {
  slug: 'first-meeting',
  name: { en: 'First meeting', bg: 'Първа среща' },
  description: {
    en: 'Half an hour to get to know each other and to see where to begin. Free of charge.',
    bg: 'Половин час, за да се запознаем и да видим откъде да започнем. Безплатно.',
  },
  durationMinutes: 30,
  priceMinor: 0,
}

const base = { accentColor: null, hero: 'pattern', density: 'regular' } as const

/** What each sort of studio begins with: two or three services, hours, rules and a look. Prices are in euro cents. */
export const kindsOfStudio: Record<StudioKind, KindOfStudio> = {
  personal_training: {
    name: { en: 'Personal training', bg: 'Персонални тренировки' },
    tagline: { en: 'Training that fits you.', bg: 'Тренировки по Ваша мярка.' },
    about: {
      en: 'One to one, with a plan of your own. Book a time that suits you.',
      bg: 'Един на един, с план за Вас. Запазете час, когато Ви е удобно.',
    },
    theme: {
      ...base,
      brandColor: '#1d5c4d',
      mood: 'white',
      typePair: 'manrope',
      corners: 'soft',
      pattern: 'grid',
    },
    hours: {
      weekdays,
      windows: [
        [8, 13],
        [15, 20],
      ],
    },
    freeCancelHours: 24,
    minNoticeHours: 2,
    services: [
      {
        slug: 'personal-training',
        name: { en: 'Personal training', bg: 'Персонална тренировка' },
        description: { en: 'An hour one to one.', bg: 'Един час само за Вас.' },
        durationMinutes: 60,
        bufferAfterMinutes: 10,
        priceMinor: 4000,
      },
      {
        slug: 'partner-training',
        name: { en: 'Training for two', bg: 'Тренировка за двама' },
        description: {
          en: 'An hour for two. The price is for both.',
          bg: 'Един час за двама. Цената е за двамата.',
        },
        durationMinutes: 60,
        bufferAfterMinutes: 10,
        priceMinor: 6000,
      },
      firstMeeting,
    ],
  },
  yoga: {
    name: { en: 'Yoga', bg: 'Йога' },
    tagline: { en: 'An hour that belongs to you.', bg: 'Един час само за Вас.' },
    about: {
      en: 'Private lessons and small classes, at the pace your breath sets.',
      bg: 'Индивидуални уроци и малки групи, в ритъма на дишането.',
    },
    theme: {
      ...base,
      brandColor: '#7a4d75',
      mood: 'paper',
      typePair: 'playfair-commissioner',
      corners: 'round',
      pattern: 'petals',
    },
    hours: {
      weekdays: wholeWeek,
      windows: [
        [8, 12],
        [17, 21],
      ],
    },
    freeCancelHours: 12,
    minNoticeHours: 3,
    services: [
      {
        slug: 'private-lesson',
        name: { en: 'Private lesson', bg: 'Индивидуален урок' },
        description: { en: 'An hour of practice made for you.', bg: 'Един час практика, съобразена с Вас.' },
        durationMinutes: 60,
        bufferAfterMinutes: 15,
        priceMinor: 4500,
      },
      {
        slug: 'yoga-class',
        name: { en: 'Yoga class', bg: 'Групов урок по йога' },
        description: { en: 'For all levels. Mats are here.', bg: 'За всички нива. Постелки има на място.' },
        durationMinutes: 75,
        priceMinor: 1000,
        capacity: 12,
      },
      firstMeeting,
    ],
  },
  pilates: {
    name: { en: 'Pilates', bg: 'Пилатес' },
    tagline: { en: 'Strong from the centre.', bg: 'Сила от центъра.' },
    about: {
      en: 'Mat and apparatus, one to one and in small groups.',
      bg: 'На постелка и на уреди, индивидуално и в малки групи.',
    },
    theme: {
      ...base,
      brandColor: '#3d5a80',
      mood: 'white',
      typePair: 'lora-rubik',
      corners: 'soft',
      pattern: 'waves',
    },
    hours: {
      weekdays: wholeWeek,
      windows: [
        [8, 13],
        [16, 20],
      ],
    },
    freeCancelHours: 12,
    minNoticeHours: 3,
    services: [
      {
        slug: 'private-pilates',
        name: { en: 'Private Pilates', bg: 'Индивидуален пилатес' },
        description: { en: 'Fifty-five minutes on the reformer.', bg: 'Петдесет и пет минути на реформър.' },
        durationMinutes: 55,
        bufferAfterMinutes: 5,
        priceMinor: 4500,
      },
      {
        slug: 'mat-class',
        name: { en: 'Mat class', bg: 'Групов пилатес' },
        description: { en: 'For eight at most.', bg: 'За най-много осем души.' },
        durationMinutes: 55,
        priceMinor: 1200,
        capacity: 8,
      },
      firstMeeting,
    ],
  },
  boxing: {
    name: { en: 'Boxing and martial arts', bg: 'Бокс и бойни изкуства' },
    tagline: { en: 'Hands up.', bg: 'Гардът горе.' },
    about: {
      en: 'Pads, bags and footwork, from the first round on.',
      bg: 'Лапи, чували и работа с краката, още от първия рунд.',
    },
    theme: {
      ...base,
      brandColor: '#b3261e',
      mood: 'dark',
      typePair: 'oswald-source',
      corners: 'sharp',
      pattern: 'plates',
    },
    hours: { weekdays: wholeWeek, windows: [[10, 21]] },
    freeCancelHours: 12,
    minNoticeHours: 1,
    services: [
      {
        slug: 'pad-work',
        name: { en: 'Pad work', bg: 'Работа на лапи' },
        description: {
          en: 'Forty-five minutes one to one.',
          bg: 'Четиридесет и пет минути индивидуално.',
        },
        durationMinutes: 45,
        bufferAfterMinutes: 15,
        priceMinor: 3500,
      },
      {
        slug: 'boxing-class',
        name: { en: 'Boxing class', bg: 'Групов бокс' },
        description: {
          en: 'An hour for fourteen. Bring wraps.',
          bg: 'Един час за четиринадесет. Носете бинтове.',
        },
        durationMinutes: 60,
        priceMinor: 1000,
        capacity: 14,
      },
      firstMeeting,
    ],
  },
  gym: {
    name: { en: 'Gym', bg: 'Фитнес зала' },
    tagline: { en: 'Strength for everyone.', bg: 'Сила за всеки.' },
    about: {
      en: 'Coaches, classes and a floor to train on.',
      bg: 'Треньори, групови тренировки и място за тренировка.',
    },
    theme: {
      ...base,
      brandColor: '#c2410c',
      mood: 'dark',
      typePair: 'montserrat-inter',
      corners: 'sharp',
      pattern: 'plates',
    },
    hours: { weekdays: wholeWeek, windows: [[7, 21]] },
    freeCancelHours: 24,
    minNoticeHours: 1,
    services: [
      {
        slug: 'coaching',
        name: { en: 'Coaching', bg: 'Тренировка с треньор' },
        description: { en: 'An hour with a coach on the floor.', bg: 'Един час с треньор в залата.' },
        durationMinutes: 60,
        priceMinor: 3000,
      },
      {
        slug: 'group-training',
        name: { en: 'Group training', bg: 'Групова тренировка' },
        description: { en: 'Fifty minutes for ten.', bg: 'Петдесет минути за десет души.' },
        durationMinutes: 50,
        priceMinor: 900,
        capacity: 10,
      },
      firstMeeting,
    ],
  },
}
