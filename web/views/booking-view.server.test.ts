import { beforeEach, describe, expect, it } from 'vitest'
import { policies, policyVersions, services } from '../../db/tenant/schema/index.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makeFullClass } from '../../tests/support/make-full-class.ts'
import { makePolicyRules } from '../../tests/support/make-policy-rules.ts'
import { makePortal } from '../../tests/support/make-portal.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { makeManageToken } from '../../tenants/access/manage-token.ts'
import { createBooking } from '../../tenants/bookings/create-booking.ts'
import { hours } from '../../tenants/durations.ts'
import { en } from '../i18n/en.ts'
import { bookingPage } from './booking-view.server.ts'
import { cancelAnswer, cancelPage } from './cancel-view.server.ts'

type Link = { id: string; token: string; part?: string; form?: Record<string, string> }

async function visit(tenant: TestTenant, { id, token, part = '', form }: Link) {
  const path = `/bookings/${id}${part.split('?')[0]}?token=${encodeURIComponent(token)}&${part.split('?')[1] ?? ''}`
  return makePortal(tenant, { path, params: { bookingId: id }, ...(form ? { form } : {}) })
}

async function book(tenant: TestTenant, changes: Parameters<typeof makeBookingInput>[0] = {}) {
  const { booking, manageToken } = await createBooking(tenant.makeContext(), makeBookingInput(changes))
  return { id: booking.id, token: manageToken }
}

/** Half the price once it is less than four hours; moved once at most. */
async function writePolicy({ ctx }: TestTenant) {
  const rules = makePolicyRules({ lateCancel: { kind: 'fee', feePercent: 50 }, maxReschedules: 1 })
  const text = { en: 'Half the price when it is late.' }
  await ctx.db.write([
    ctx.db.orm.insert(policies).values({ id: 'pol_1', name: 'House', position: 0, version: 1 }),
    ctx.db.orm.insert(policyVersions).values({ policyId: 'pol_1', version: 1, rules, text, createdAt: 0 }),
  ])
}

describe('bookingPage', () => {
  it('says that a request waits for the studio, and until when', async () => {
    const tenant = await makeTenant({ studio: { service: { approval: 'always' } } })
    const link = await book(tenant, { startsAt: Date.UTC(2027, 0, 7, 8) })
    const page = await bookingPage(await visit(tenant, { ...link, part: '?new=1' }))
    expect(page).toMatchObject({ status: 'pending', title: en.booking.requestedTitle, calendarHref: null })
    expect(page.leads[0]).toBe(en.booking.pendingText)
    tenant.clock.set(Date.UTC(2027, 0, 7, 7))
    const later = await bookingPage(await visit(tenant, link))
    expect(later).toMatchObject({ status: 'closed', moveHref: null, cancelHref: null })
  })

  it('shows whoever booked all places, and a guest only their own', async () => {
    const tenant = await makeFullClass({}, { capacity: 5 })
    const { makeContext, bookedIds, session } = tenant
    for (const id of bookedIds.slice(0, 3)) {
      const token = await makeManageToken(makeContext(), id)
      await cancelAnswer(await visit(tenant, { id, token, part: '/cancel', form: {} }))
    }
    const link = await book(tenant, {
      serviceId: null,
      trainerId: null,
      startsAt: null,
      sessionId: session.id,
      guests: [{ firstName: 'Nina', lastName: 'Popova' }, {}],
    })
    const { party, price } = await bookingPage(await visit(tenant, link))
    expect(price).toBe('€45 for 3')
    expect(party.map(({ name, href }) => [name, href === null])).toEqual([
      ['Elena Ivanova', true],
      ['Nina Popova', false],
      ['Guest 2', false],
    ])
    const nina = party[1]?.id ?? ''
    const own = { id: nina, token: await makeManageToken(makeContext(), nina) }
    const page = await bookingPage(await visit(tenant, own))
    expect(page).toMatchObject({ party: [], attendee: 'Nina Popova', price: '€15' })
    await cancelAnswer(await visit(tenant, { ...own, part: '/cancel', form: {} }))
    expect(await bookingPage(await visit(tenant, link))).toMatchObject({ price: '€30 for 2' })
    expect(await bookingPage(await visit(tenant, own))).toMatchObject({ price: '€15' })
  })

  it('knows no booking under a wrong token', async () => {
    const tenant = await makeTenant()
    const { id } = await book(tenant)
    const wrong = bookingPage(await visit(tenant, { id, token: 'wrong' }))
    await expect(wrong).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('under a policy', () => {
  let tenant: TestTenant
  let link: { id: string; token: string }
  const startsAt = Date.UTC(2027, 0, 6, 12)

  beforeEach(async () => {
    tenant = await makeTenant()
    await writePolicy(tenant)
    link = await book(tenant, { startsAt })
  })

  it('shows its words as they were agreed to, and how often it can be moved', async () => {
    const { db } = tenant.ctx
    const text = { en: 'New words.' }
    await db.write([
      db.orm
        .insert(policyVersions)
        .values({ policyId: 'pol_1', version: 2, rules: makePolicyRules(), text, createdAt: 1 }),
      db.orm.update(policies).set({ version: 2 }),
    ])
    const { policy, terms, moveHref } = await bookingPage(await visit(tenant, link))
    expect(policy).toBe('Half the price when it is late.')
    expect(terms).toEqual([
      'It can be moved until Wednesday 6 January at 10:00.',
      'It can be moved 1 more time.',
    ])
    expect(moveHref).toContain('/move?token=')
  })

  it('says what cancelling costs before it is done, and what is owed after', async () => {
    const early = await cancelPage(await visit(tenant, { ...link, part: '/cancel' }))
    expect(early).toMatchObject({ canCancel: true, lines: [en.cancel.free] })
    tenant.clock.set(startsAt - hours(2))
    const late = await cancelPage(await visit(tenant, { ...link, part: '/cancel' }))
    expect(late.lines).toEqual([en.cancel.late, 'Cancelling now costs €30.', en.cancel.lateHint])
    await cancelAnswer(await visit(tenant, { ...link, part: '/cancel', form: {} }))
    const page = await bookingPage(await visit(tenant, link))
    expect(page).toMatchObject({
      status: 'cancelled',
      owed: ['Cancelled after the deadline: €30 is owed.'],
      history: [{ text: en.happened.booked }, { text: en.happened.cancelled }],
    })
  })

  it('says what it costs to cancel for everybody before that is done', async () => {
    const { db } = tenant.ctx
    await db.write([db.orm.update(services).set({ maxParty: 3, capacity: 3 })])
    const party = await book(tenant, {
      startsAt: startsAt + hours(24),
      guests: [{ firstName: 'Nina', lastName: 'Popova' }],
    })
    const early = await cancelPage(await visit(tenant, { ...party, part: '/cancel' }))
    expect(early.wholeLine).toBe('For 2 people that is free now, too.')
    tenant.clock.set(startsAt + hours(22))
    const late = await cancelPage(await visit(tenant, { ...party, part: '/cancel' }))
    expect(late.wholeLine).toBe('For 2 people that costs €60 now.')
    await cancelAnswer(await visit(tenant, { ...party, part: '/cancel', form: { whole: 'on' } }))
    const page = await bookingPage(await visit(tenant, party))
    expect(page.party.map(({ isOff }) => isOff)).toEqual([true, true])
  })

  it('has nothing to cancel once it has begun', async () => {
    tenant.clock.set(startsAt + hours(1))
    const page = await cancelPage(await visit(tenant, { ...link, part: '/cancel' }))
    expect(page).toMatchObject({ canCancel: false, title: en.cancel.startedTitle })
  })
})
