import { setupPlaces, setupTrainers, saySetupPlaces } from './bg-setup-places.ts'
import { setupPolicies, saySetupPolicies } from './bg-setup-policies.ts'
import { setupServices, saySetupServices } from './bg-setup-services.ts'
import type * as en from './en-setup.ts'

const tabs = {
  general: 'Общи',
  limits: 'Ограничения',
  plan: 'План',
  webhooks: 'Уебхукове',
  support: 'Поддръжка',
}

const setupSettings: (typeof en.setup)['setupSettings'] = {
  title: 'Настройки',
  intro: 'Какво важи за цялото студио.',
  tabs,
  groups: {
    studio: { title: 'Студиото', text: 'Както го познават клиентите и как да се свържат с него.' },
    languages: { title: 'Езици', text: 'На тях се предлага сайтът; текстовете се пишат на всеки от тях.' },
    money: { title: 'Пари', text: 'Всички цени са в една валута.' },
    rules: { title: 'Запазване', text: 'Правила за всички услуги.' },
  },
  fields: {
    studioName: { label: 'Име на студиото' },
    contactEmail: { label: 'Имейл', hint: 'Тук идват отговорите на клиентите.' },
    contactPhone: { label: 'Телефон', hint: 'С кода на държавата, например +359 88 123 4567.' },
    locales: { label: 'Езици на сайта' },
    defaultLocale: { label: 'Първи език', hint: 'За посетители, чийто език не се предлага.' },
    currency: {
      label: 'Валута',
      hint: 'В друга валута числата на цените остават: 45 си е 45. Запазеното пази цената и валутата си.',
    },
    keepsPrices: { label: 'Знам, че числата на цените остават, и ще ги прегледам' },
    weekStartsOn: { label: 'Седмицата започва в' },
    quietFromMinute: {
      label: 'Тихи часове от',
      hint: 'В тях на никого не се предлага място от списъка на чакащите. Един и същ час: няма такива.',
    },
    quietUntilMinute: { label: 'Тихи часове до' },
    allowsClientOverlap: { label: 'Един клиент може да има две резервации по едно и също време' },
    maxWaitlistEntries: { label: 'В колко списъка на чакащите може да е един клиент' },
  },
  errors: {
    contactEmail: 'Това не е имейл адрес.',
    contactPhone: 'Това не е телефонен номер с код на държавата.',
    locales: 'Изберете поне един.',
    defaultLocale: 'Трябва да е един от предлаганите езици.',
    'currency.other_digits':
      'Сумите ѝ са с други десетични знаци. Първо направете цените 0 или ни попитайте.',
    has_prices: 'Има услуги с цени. Числата им ще останат: отбележете под валутата, че знаете.',
  },
}

const setupLimits: (typeof en.setup)['setupLimits'] = {
  title: 'Ограничения',
  intro: 'Колко може да се запазва, на кого и от кого.',
  tabs,
  who: 'Кой',
  most: 'Най-много',
  none: 'Няма ограничения',
  noneText: 'Например: клиент най-много три пъти седмично или треньор най-много шест часа на ден.',
  newTitle: 'Ново ограничение',
  make: 'Добавяне',
  delete: 'Изтриване',
  fields: {
    subject: { label: 'Кой се ограничава?' },
    trainerId: { label: 'Кой треньор' },
    serviceId: { label: 'Коя услуга' },
    clientGroupId: { label: 'Кои клиенти' },
    period: { label: 'За' },
    maxBookings: { label: 'Най-много резервации', hint: 'Празно: не се броят.' },
    maxMinutes: { label: 'Най-много време', hint: 'Празно: не се брои.' },
  },
  choices: {
    each: 'Всеки поотделно',
    subject: { client: 'Клиент', trainer: 'Треньор', service: 'Услуга' },
    period: { day: 'ден', week: 'седмица', open: 'едновременно запазени', ever: 'изобщо' },
  },
  errors: {
    period: 'За треньори и услуги е на ден или на седмица.',
    maxBookings: 'Кажете колко резервации или колко време.',
    serviceId: 'Ограничението на треньор брои всичко, което води.',
    trainerId: 'Само ограничение на треньори е за един от тях.',
    clientGroupId: 'Само ограничение на клиенти е за тяхна група.',
  },
}

export const setup: typeof en.setup = {
  setupServices,
  setupTrainers,
  setupPlaces,
  setupPolicies,
  setupSettings,
  setupLimits,
}

export const saySetup: typeof en.saySetup = {
  ...saySetupServices,
  ...saySetupPlaces,
  ...saySetupPolicies,
  limitBookings_one: '{{count}} резервация',
  limitBookings_other: '{{count}} резервации',
}

export const doneSetup: typeof en.doneSetup = {
  made: 'Готово. Вече е тук.',
  archived: 'Архивирано.',
  restored: 'Върнато е.',
  deleted: 'Изтрито.',
}
