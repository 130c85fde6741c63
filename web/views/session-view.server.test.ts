import { describe, expect, it } from 'vitest'
import { addDays } from '../../tenants/availability/local-time.ts'
import { days, hours } from '../../tenants/durations.ts'
import { book, joinInOrder, makeFullClass } from '../../tests/support/make-full-class.ts'
import { makePortal } from '../../tests/support/make-portal.ts'
import { makeSession } from '../../tests/support/make-session.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { en } from '../i18n/en.ts'
import { sessionAnswer } from './session-answer.server.ts'
import { sessionPage } from './session-view.server.ts'
import { timetableView } from './timetable-view.server.ts'

const aClass = { studio: { service: { kind: 'class' } as const } }
const page = async (tenant: TestTenant, session: string) =>
  sessionPage(await makePortal(tenant, { path: `/classes/${session}`, params: { session } }))

describe('sessionPage', () => {
  it('shows what there is to book, for people and for search engines', async () => {
    const tenant = await makeTenant(aClass)
    const { id } = await makeSession(tenant, { startsAt: Date.UTC(2027, 0, 6, 16) })
    const shown = await page(tenant, id)
    expect(shown).toMatchObject({
      mode: 'book',
      name: 'Personal training',
      day: 'Wednesday 6 January',
      times: '18:00–19:00',
      state: { kind: 'open', text: '6 places left' },
      canonicalHref: `https://book.ironworks.test/classes/${id}`,
    })
    expect(shown.event).toMatchObject({
      '@type': 'Event',
      startDate: '2027-01-06T18:00+02:00',
      eventStatus: 'https://schema.org/EventScheduled',
      offers: { price: '15.00', priceCurrency: 'EUR', availability: 'https://schema.org/InStock' },
    })
  })

  it('turns into its waitlist when it is full, and says how many wait', async () => {
    const full = await makeFullClass(aClass)
    expect(await page(full, full.session.id)).toMatchObject({ mode: 'wait', state: { kind: 'waitlist' } })
    await joinInOrder(full, 'one', 'two')
    const { facts, form } = await page(full, full.session.id)
    expect(facts).toEqual([en.session.fullText, '2 people are waiting already.'])
    expect(form.submitLabel).toBe(en.session.join)
  })

  it('has no form for what is cancelled or has begun', async () => {
    const tenant = await makeTenant(aClass)
    const { id } = await makeSession(tenant, { status: 'cancelled' })
    expect(await page(tenant, id)).toMatchObject({
      mode: 'none',
      state: { kind: 'cancelled' },
      event: { eventStatus: 'https://schema.org/EventCancelled' },
    })
    const other = await makeSession(tenant, { startsAt: tenant.clock.now() + hours(1) })
    tenant.clock.advance(hours(2))
    expect(await page(tenant, other.id)).toMatchObject({ mode: 'none', facts: [en.reasons.started] })
    await expect(page(tenant, 'ses_none')).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('sessionAnswer', () => {
  const typed = { firstName: 'Elena', lastName: 'Petrova', email: 'elena@example.test', phone: '', notes: '' }
  const send = async (tenant: TestTenant, session: string, form: Record<string, string>) =>
    sessionAnswer(
      await makePortal(tenant, {
        path: `/classes/${session}`,
        params: { session },
        form: { ...typed, key: 'key-1', ...form },
      }),
    )

  it('books a place for each who comes, named or not', async () => {
    const tenant = await makeTenant({ studio: { service: { kind: 'class', maxParty: 3 } } })
    const { id } = await makeSession(tenant)
    const answer = await send(tenant, id, { people: '3', guests: 'Nina Popova\n' })
    expect(answer).toEqual({ location: expect.stringMatching(/^\/bookings\/bkg_/) })
    expect(await page(tenant, id)).toMatchObject({ state: { text: '3 places left' } })
    const tooMany = await send(tenant, id, { people: '2', guests: 'A B\nC D', key: 'key-2' })
    expect(tooMany).toMatchObject({ kind: 'invalid', errors: { guests: en.fieldErrors.guests } })
  })

  it('joins the line of a class that is full, and says why when it cannot', async () => {
    const full = await makeFullClass(aClass)
    expect(await send(full, full.session.id, {})).toMatchObject({ kind: 'full', status: 409 })
    const wait = { intent: 'wait', key: 'key-3' }
    expect(await send(full, full.session.id, wait)).toEqual({
      location: expect.stringMatching(/^\/waitlist\/wle_/),
    })
    expect(await send(full, full.session.id, { ...wait, key: 'key-4' })).toMatchObject({
      kind: 'refused',
      reason: en.reasons.already_waiting,
    })
  })
})

describe('timetableView', () => {
  const open = async (tenant: TestTenant, query = '') =>
    timetableView(await makePortal(tenant, { path: `/classes${query}` }))

  it('shows seven days from today on, and opens the first with a class', async () => {
    const tenant = await makeTenant(aClass)
    await makeSession(tenant, { startsAt: tenant.clock.now() + days(2) })
    const { days: week, strip, empty } = await open(tenant)
    expect(week.map(({ on }) => on)).toEqual(
      Array.from({ length: 7 }, (_, index) => addDays('2027-01-04', index)),
    )
    expect(week.filter(({ isSelected }) => isSelected).map(({ on }) => on)).toEqual(['2027-01-06'])
    expect(strip.earlierHref).toBeNull()
    expect(empty).toBeNull()
  })

  it('names the next class after a week without any', async () => {
    const tenant = await makeTenant(aClass)
    expect((await open(tenant)).empty).toEqual({ text: en.classes.noneAhead, next: null })
    await makeSession(tenant, { startsAt: tenant.clock.now() + days(10) })
    expect((await open(tenant)).empty?.next).toMatchObject({ href: '/classes?on=2027-01-14' })
  })

  it('keeps its filters on the way to other weeks, and ignores what is none', async () => {
    const tenant = await makeTenant(aClass)
    const session = await makeSession(tenant)
    await book(tenant.makeContext(), session, 'somebody')
    const shown = await open(tenant, '?trainer=maria')
    expect(shown.empty).not.toBeNull()
    expect(shown.strip.laterHref).toBe('/classes?on=2027-01-11&trainer=maria')
    expect((await open(tenant, '?trainer=nobody&on=1999-01-01')).empty).toBeNull()
  })
})
