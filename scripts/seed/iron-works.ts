import type { DemoService, DemoStudio, DemoTrainer } from './demo-studio.ts'

const HOURS = 60

const maria: DemoTrainer = {
  id: 'trn_maria',
  slug: 'maria',
  name: { en: 'Maria Petrova', bg: 'Мария Петрова' },
  speciality: { en: 'Strength for beginners', bg: 'Сила за начинаещи' },
  bio: {
    en: 'Ten years under the bar. Maria teaches the squat, the press and the deadlift from the first empty bar on, and has patience for every question.',
    bg: 'Десет години под щангата. Мария преподава клек, раменна преса и мъртва тяга още от празния лост и има търпение за всеки въпрос.',
  },
  weeklyHours: {
    1: ['06:30-12:30'],
    2: ['06:30-12:30', '16:00-20:00'],
    3: ['06:30-12:30'],
    4: ['06:30-12:30', '16:00-20:00'],
    5: ['06:30-13:30'],
    6: ['09:00-13:00'],
  },
  override: { inDays: 8, windows: ['10:00-14:00'] },
}

const ivan: DemoTrainer = {
  id: 'trn_ivan',
  slug: 'ivan',
  name: { en: 'Ivan Dimitrov', bg: 'Иван Димитров' },
  speciality: { en: 'Power and conditioning', bg: 'Експлозивна сила и кондиция' },
  bio: {
    en: 'A former sprinter who trains people after work: short sets, a heavy sled, no wasted minutes.',
    bg: 'Бивш спринтьор, при когото се тренира след работа: кратки серии, тежка шейна и нито една изгубена минута.',
  },
  weeklyHours: {
    1: ['12:00-15:00', '16:00-21:30'],
    2: ['12:00-15:00', '16:00-21:30'],
    4: ['12:00-15:00', '16:00-21:30'],
    5: ['14:00-20:00'],
    7: ['10:00-14:00'],
  },
}

const georgi: DemoTrainer = {
  id: 'trn_georgi',
  slug: 'georgi',
  name: { en: 'Georgi Stoyanov', bg: 'Георги Стоянов' },
  speciality: { en: 'Moving without pain', bg: 'Движение без болка' },
  bio: {
    en: 'Physiotherapist and coach. Georgi finds out why the shoulder hurts before he loads it.',
    bg: 'Кинезитерапевт и треньор. Георги първо разбира защо боли рамото и чак тогава слага тежест.',
  },
  weeklyHours: {
    2: ['10:00-14:00', '15:00-19:00'],
    3: ['10:00-14:00', '15:00-19:00'],
    4: ['10:00-14:00', '15:00-19:00'],
    5: ['10:00-14:00'],
    6: ['10:00-14:00'],
  },
  timeOff: {
    from: { weekday: 3, time: '00:00' },
    until: { weekday: 5, time: '00:00' },
    reason: 'Course in Plovdiv',
  },
}

const terms = {
  grid: 'window',
  bufferAfterMinutes: 0,
  windowDays: 60,
  freeCancelMinutes: 24 * HOURS,
} as const

const services: DemoService[] = [
  {
    ...terms,
    id: 'svc_personal_training',
    slug: 'personal-training',
    name: { en: 'Personal training', bg: 'Персонална тренировка' },
    description: {
      en: 'An hour one to one: warm-up, the main lifts, and a plan for the week.',
      bg: 'Един час само за Вас: загряване, основни движения и план за седмицата.',
    },
    durationMinutes: 60,
    intervalMinutes: 30,
    bufferAfterMinutes: 10,
    minNoticeMinutes: 2 * HOURS,
    priceMinor: 4500,
    trainerIds: [maria.id, ivan.id, georgi.id],
  },
  {
    ...terms,
    id: 'svc_assessment',
    slug: 'assessment',
    name: { en: 'Assessment', bg: 'Първоначална оценка' },
    description: {
      en: 'Half an hour to see how you move and where to begin. Come as you are.',
      bg: 'Половин час, за да видим как се движите и откъде да започнем. Елате, както сте.',
    },
    durationMinutes: 30,
    intervalMinutes: 30,
    minNoticeMinutes: 1 * HOURS,
    priceMinor: 1500,
    trainerIds: [maria.id, georgi.id],
  },
  {
    ...terms,
    id: 'svc_partner_workout',
    slug: 'partner-workout',
    name: { en: 'Partner workout', bg: 'Тренировка по двойки' },
    description: {
      en: 'Forty-five minutes for two. You share the trainer, and the price is for both of you.',
      bg: 'Четиридесет и пет минути за двама. Треньорът е общ, а цената е за двамата.',
    },
    durationMinutes: 45,
    intervalMinutes: 45,
    minNoticeMinutes: 4 * HOURS,
    windowDays: 45,
    priceMinor: 6000,
    trainerIds: [ivan.id, georgi.id],
  },
  {
    ...terms,
    kind: 'class',
    id: 'svc_kettlebell',
    slug: 'kettlebell-class',
    name: { en: 'Kettlebell class', bg: 'Групова с гири' },
    description: {
      en: 'Fifty loud minutes for six: swings, carries and one heavy finish. Bring water.',
      bg: 'Петдесет шумни минути за шестима: махове, пренасяния и един тежък завършек. Носете си вода.',
    },
    durationMinutes: 50,
    intervalMinutes: 60,
    minNoticeMinutes: 1 * HOURS,
    freeCancelMinutes: 24 * HOURS,
    priceMinor: 1200,
    trainerIds: [ivan.id],
    capacity: 6,
    maxParty: 3,
    waitlistMode: 'promote',
  },
]

/** Three trainers in Sofia; dark, sharp and loud. */
export const ironWorks: DemoStudio = {
  id: 'ten_ironworks',
  slug: 'ironworks',
  name: 'Iron Works',
  ownDomains: ['book.ironworks.test'],
  isSuspended: false,
  settings: {
    studioName: { en: 'Iron Works', bg: 'Айрън Уъркс' },
    tagline: { en: 'Strength, taught properly.', bg: 'Сила, научена както трябва.' },
    about: {
      en: 'A small strength gym in the centre of Sofia. Three trainers, twelve racks, not one mirror. You train one to one, by a plan written for you, with numbers that go up.',
      bg: 'Малка зала за силови тренировки в центъра на София. Трима треньори, дванадесет стойки, нито едно огледало. Тренирате индивидуално, по план, написан за Вас, и вдигате все повече.',
    },
    policy: {
      en: 'Cancel free of charge until 24 hours before the start; later than that, the session is charged in full.',
      bg: 'Безплатен отказ до 24 часа преди началото; след това тренировката се заплаща изцяло.',
    },
    defaultLocale: 'bg',
    locales: ['bg', 'en'],
    currency: 'EUR',
    theme: {
      brandColor: '#ff5a1f',
      accentColor: '#ffd23f',
      mood: 'dark',
      typePair: 'oswald-source',
      corners: 'sharp',
      hero: 'pattern',
      density: 'compact',
      pattern: 'plates',
    },
    contactEmail: 'hello@ironworks.example.test',
    contactPhone: '+35920000000',
  },
  place: {
    id: 'loc_sofia',
    name: { en: 'Oborishte hall', bg: 'Зала „Оборище“' },
    address: { en: '12 Shipka St, 1504 Sofia', bg: 'ул. „Шипка“ 12, 1504 София' },
    timeZone: 'Europe/Sofia',
    latitude: '42.6946',
    longitude: '23.3418',
    holidayRegion: 'BG',
  },
  trainers: [maria, ivan, georgi],
  services,
  classes: [
    {
      id: 'cse_kettlebell',
      serviceId: 'svc_kettlebell',
      trainerId: ivan.id,
      weekdays: [3, 6],
      time: '18:30',
    },
  ],
  clients: [
    { id: 'cli_elena', firstName: 'Елена', lastName: 'Иванова', email: 'elena.ivanova@example.test' },
    { id: 'cli_nikolay', firstName: 'Николай', lastName: 'Георгиев', email: 'nikolay.georgiev@example.test' },
    {
      id: 'cli_desislava',
      firstName: 'Десислава',
      lastName: 'Тодорова',
      email: 'desi.todorova@example.test',
    },
    { id: 'cli_stefan', firstName: 'Стефан', lastName: 'Колев', email: 'stefan.kolev@example.test' },
    {
      id: 'cli_radostina',
      firstName: 'Радостина',
      lastName: 'Маринова',
      email: 'radost.marinova@example.test',
    },
    { id: 'cli_petar', firstName: 'Петър', lastName: 'Ангелов', email: 'petar.angelov@example.test' },
    { id: 'cli_yana', firstName: 'Яна', lastName: 'Василева', email: 'yana.vasileva@example.test' },
  ],
}
