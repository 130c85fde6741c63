import { SegmentedMessage } from 'sms-segments-calculator'
import { expect, test } from 'vitest'
import { locations, services, settings, trainers } from '../../../db/tenant/schema/index.ts'
import { makeStory } from '../../../tests/support/make-story.ts'
import { makeTenant } from '../../../tests/support/make-tenant.ts'
import { ids } from '../../../tests/support/studio-rows.ts'
import { makeShortCode } from '../../access/short-code.ts'
import { days, hours } from '../../durations.ts'
import type { Locale } from '../../studio/get-catalogue.ts'
import { makeId } from '../../ids.ts'
import { LEADS_HOME } from '../find-action-url.ts'
import type { StudioNames } from '../studio-names.ts'
import type { Story } from '../tell-story.ts'
import { renderShort } from '../write-short.ts'
import { channelsOf, isBookingKind, templateKinds } from './template-kinds.ts'

const bookingKinds = templateKinds.filter(isBookingKind).filter((kind) => channelsOf(kind).includes('sms'))
const keys = (['en', 'bg'] as const).flatMap((locale) => bookingKinds.map((kind) => ({ kind, locale })))

const names = {
  studio: {
    en: 'Rhodope Strength & Conditioning Studio',
    bg: 'Студио за силови тренировки „Родопи“',
  },
  service: { en: 'Functional training for complete beginners', bg: 'Функционална тренировка за начинаещи' },
  trainer: { en: 'Alexandrina Hadzhikonstantinova', bg: 'Александрина Хаджиконстантинова' },
  place: { en: 'Main hall on the second floor, entrance B', bg: 'Голяма зала на втория етаж, вход Б' },
}

const studios = readStudio()

async function readStudio() {
  const { ctx } = await makeTenant()
  const { orm, read, write } = ctx.db
  await write([
    orm.update(settings).set({ studioName: names.studio }),
    orm.update(services).set({ name: names.service }),
    orm.update(trainers).set({ name: names.trainer }),
    orm.update(locations).set({ name: names.place }),
  ])
  const [[studio], places, people, offers] = await read([
    orm.select().from(settings),
    orm.select().from(locations),
    orm.select().from(trainers),
    orm.select().from(services),
  ])
  if (!studio) throw new Error('no studio')
  const catalogue: StudioNames = { studio, locations: places, trainers: people, services: offers }
  return { ctx, catalogue }
}

/** The most that a story of this kind can be made to say. */
function makeLongest({ kind, locale }: (typeof keys)[number]): Story {
  // A Wednesday in September: the longest of days and months there is.
  const startsAt = Date.UTC(2027, 8, 22, 15, 30)
  const owed = { amountMinor: 12_345, losesCredit: true, isWaived: false, isPending: false }
  const visits = {
    amountMinor: 12_345,
    packageName: names.service[locale],
    visitsLeft: 10,
    expiresAt: startsAt,
  }
  return {
    ...makeStory({ kind }),
    isClass: true,
    dates: [0, 7, 14].map((later) => ({
      startsAt: startsAt + days(later),
      endsAt: startsAt + days(later) + hours(1),
    })),
    places: 2,
    position: 12,
    before: {
      startsAt: startsAt - days(1),
      endsAt: startsAt - days(1) + hours(1),
      trainerId: ids.ivan,
      locationId: 'loc_other',
    },
    until: startsAt - hours(3),
    byStudio: true,
    isExpired: true,
    isPending: true,
    isPromoting: true,
    owed,
    paid: visits,
  }
}

async function sayAll({ kind, locale }: (typeof keys)[number]): Promise<string[]> {
  const { ctx, catalogue } = await studios
  const longest = makeLongest({ kind, locale })
  const said = (story: Story, url: string) =>
    renderShort(story, { catalogue, templates: [], channel: 'sms', locale, url })
  const home = 'https://rhodope-strength.trainerhub.bg/'
  const url = LEADS_HOME.has(kind) ? home : `${home}b/${await makeShortCode(ctx, makeId('bkg'))}`
  const stories: Story[] = [
    longest,
    { ...longest, byStudio: false, isExpired: false },
    { ...longest, before: longest.before && { ...longest.before, locationId: longest.pointers.locationId } },
  ]
  const texts = await Promise.all(stories.map(async (story) => said(story, url)))
  return texts.map(({ body }) => body)
}

const letters: Record<Locale, RegExp> = { en: /^[\x20-\x7e€]*$/, bg: /[а-я]/i }

test.each(keys)('is two parts at most, however long the names are: $kind, $locale', async (key) => {
  for (const body of await sayAll(key)) {
    expect(new SegmentedMessage(body).segmentsCount, body).toBeLessThanOrEqual(2)
    expect(body).toMatch(/ https:\/\/rhodope-strength\.trainerhub\.bg\/(b\/[\w-]{28})?$/)
    expect(body).toMatch(letters[key.locale])
    // Enough of the studio is left to know it again.
    expect(body).toMatch(key.locale === 'bg' ? /^Студио/ : /^Rhodope/)
  }
})
