import { describe, expect, it } from 'vitest'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makePortal } from '../../tests/support/make-portal.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { timesView, type TimesView } from './times-view.server.ts'

type Asked = { query?: string; trainer?: string; service?: string; cookie?: string }

/** Monday 4 January 2027, 8:00 in Sofia, unless the clock was moved; Maria works Monday to Friday, 9:00 to 18:00. */
async function view(
  tenant: TestTenant,
  { query = '', trainer = 'maria', service = 'personal-training', cookie }: Asked,
) {
  const params = { service, trainer }
  const path = `/book/${service}/${trainer}${query}`
  return timesView(await makePortal(tenant, { path, params, ...(cookie ? { cookie } : {}) }))
}

const clocks = ({ day }: TimesView) =>
  day.parts.map(({ label, times }) => [label, times.map(({ time }) => time)])
const selected = ({ strip }: TimesView) =>
  strip.days.filter(({ isSelected }) => isSelected).map(({ on }) => on)

describe('timesView', () => {
  it('opens the first day with room and groups its times by part of the day', async () => {
    const shown = await view(await makeTenant(), {})
    expect(selected(shown)).toEqual(['2027-01-04'])
    expect(clocks(shown)).toEqual([
      ['Morning', ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30']],
      [
        'Afternoon',
        ['12:00', '12:30', '13:00', '13:30', '14:00', '14:30', '15:00', '15:30', '16:00', '16:30'],
      ],
      ['Evening', ['17:00']],
    ])
    expect(shown.day.parts[0]?.times[0]?.href).toBe('/book/personal-training/maria/20270104T0700Z/hold')
  })

  it('names the first free time after a day without any', async () => {
    const shown = await view(await makeTenant(), { query: '?day=2027-01-09' })
    expect(shown.day).toMatchObject({
      parts: [],
      full: 'Nothing free on Saturday 9 January.',
      firstFree: {
        text: 'First free: Mon 11 Jan 09:00',
        href: '/book/personal-training/maria?day=2027-01-11',
      },
    })
  })

  it('leaves out what is booked, for that trainer alone', async () => {
    const tenant = await makeTenant()
    await makeBooking(tenant)
    const day = '?day=2027-01-05'
    expect(clocks(await view(tenant, { query: day })).flat(2)).not.toContain('10:00')
    expect(clocks(await view(tenant, { query: day, trainer: 'ivan' })).flat(2)).toContain('10:00')
    expect(clocks(await view(tenant, { query: day, trainer: 'any' })).flat(2)).toContain('10:00')
  })

  it('goes by weeks from today to the end of the booking window', async () => {
    const tenant = await makeTenant({ studio: { service: { windowDays: 10 } } })
    const first = await view(tenant, {})
    expect([first.strip.earlierHref, first.strip.laterHref]).toEqual([
      null,
      '/book/personal-training/maria?day=2027-01-11',
    ])
    const second = await view(tenant, { query: '?day=2027-01-11' })
    expect([second.strip.earlierHref, second.strip.laterHref]).toEqual([
      '/book/personal-training/maria?day=2027-01-04',
      null,
    ])
    expect(second.strip.days.map(({ href }) => href !== null)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ])
  })

  it.each(['?day=2026-12-31', '?day=2030-01-01', '?day=2027-02-30', '?day=<b>', '?view=month&month=9999-99'])(
    'shows something sensible for %s',
    async (query) => {
      const shown = await view(await makeTenant(), { query })
      expect(selected(shown)).toEqual(['2027-01-04'])
    },
  )

  it('keeps the day when the trainer changes', async () => {
    const shown = await view(await makeTenant(), { query: '?day=2027-01-06' })
    expect(shown.trainers.map(({ slug, href, isCurrent }) => [slug, href, isCurrent])).toEqual([
      ['any', '/book/personal-training/any?day=2027-01-06', false],
      ['maria', '/book/personal-training/maria?day=2027-01-06', true],
      ['ivan', '/book/personal-training/ivan?day=2027-01-06', false],
    ])
  })

  it('shows a month in weeks from Monday, with links where there is room', async () => {
    const { month } = await view(await makeTenant(), { query: '?view=month' })
    expect(month?.title).toBe('January 2027')
    expect(month?.weeks[0]?.map((day) => day?.number)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      1,
      2,
      3,
    ])
    const free = month?.weeks.flat().filter((day) => day?.href)
    expect(free?.[0]).toMatchObject({
      on: '2027-01-04',
      isToday: true,
      label: 'Monday 4 January: 17 free times',
    })
    expect([month?.earlierHref, month?.laterHref]).toEqual([
      null,
      '/book/personal-training/maria?view=month&month=2027-02',
    ])
  })

  it('shows the visitor’s own clock where it differs', async () => {
    const tenant = await makeTenant()
    const at = (shown: TimesView) => [shown.zone.text, shown.day.parts[0]?.times[0]?.yourTime]
    expect(at(await view(tenant, {}))).toEqual(['Local time in Sofia.', null])
    expect(at(await view(tenant, { cookie: '__Host-tz=Europe%2FAthens' }))).toEqual([
      'Local time in Sofia.',
      null,
    ])
    expect(at(await view(tenant, { cookie: '__Host-tz=Europe%2FLondon' }))).toEqual([
      'Times in Sofia, 2 h ahead of you.',
      '07:00 your time',
    ])
    expect(at(await view(tenant, { cookie: '__Host-tz=Asia%2FKolkata' }))).toEqual([
      'Times in Sofia, 3 h 30 min behind you.',
      '12:30 your time',
    ])
    expect(at(await view(tenant, { cookie: '__Host-tz=Mars%2FPhobos' }))).toEqual([
      'Local time in Sofia.',
      null,
    ])
  })

  it('knows nobody who does not give the service', async () => {
    const tenant = await makeTenant()
    await expect(view(tenant, { trainer: 'nobody' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(view(tenant, { service: 'nothing' })).rejects.toMatchObject({ code: 'not_found' })
  })
})
