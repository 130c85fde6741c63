import { describe, expect, it } from 'vitest'
import { makePortal } from '../../tests/support/make-portal.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { homeView, sample } from './home-view.server.ts'
import { mergeSpans } from './opening-hours.server.ts'

describe('homeView', () => {
  it('shows times of every service today and tomorrow, each leading to its form', async () => {
    const { days } = await homeView(await makePortal(await makeTenant(), { path: '/' }))
    expect(days?.map(({ label }) => label)).toEqual(['Today', 'Tomorrow'])
    const [today] = days ?? []
    expect(new Set(today?.times.map(({ service }) => service))).toEqual(
      new Set(['Personal training', 'Assessment']),
    )
    expect(today?.times).toHaveLength(5)
    expect(today?.times[0]).toMatchObject({
      time: '09:00',
      href: '/book/personal-training/any/20270104T0700Z',
    })
  })

  it('goes on to the next days with room', async () => {
    const tenant = await makeTenant({ now: Date.UTC(2027, 0, 8, 20) })
    const { days, trainers } = await homeView(await makePortal(tenant, { path: '/' }))
    expect(days?.map(({ label }) => label)).toEqual(['Mon 11 Jan', 'Tue 12 Jan'])
    expect(trainers[0]?.next).toMatchObject({
      when: 'Mon 11 Jan 09:00',
      href: expect.stringContaining('/maria/'),
    })
  })

  it('joins neighbouring days with the same hours', async () => {
    const { hours } = await homeView(
      await makePortal(await makeTenant(), { path: '/', acceptLanguage: 'bg' }),
    )
    expect(hours).toEqual([
      { days: 'Пн – Пт', times: ['09:00–18:00'], isToday: true },
      { days: 'Сб – Нд', times: [], isToday: false },
    ])
  })
})

describe('mergeSpans', () => {
  it('joins what overlaps or touches, in any order', () => {
    const span = (startMinute: number, endMinute: number) => ({ startMinute, endMinute })
    expect(mergeSpans([span(600, 720), span(540, 600), span(560, 610), span(800, 900)])).toEqual([
      span(540, 720),
      span(800, 900),
    ])
    expect(mergeSpans([])).toEqual([])
  })
})

describe('sample', () => {
  it('takes the ends and what lies evenly between', () => {
    expect(sample([1, 2, 3, 4, 5, 6, 7, 8, 9], 3)).toEqual([1, 5, 9])
    expect(sample([1, 2], 5)).toEqual([1, 2])
    expect(sample([1, 2, 3], 1)).toEqual([1])
  })
})
