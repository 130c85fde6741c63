import { expect, test } from 'vitest'
import { makePolicyRules } from '../../tests/support/make-policy-rules.ts'
import { days, hours, minutes } from '../durations.ts'
import type { Policy } from '../studio/get-catalogue.ts'
import { choosePolicy, toTerms } from './terms.ts'

const START = Date.UTC(2027, 0, 6, 16)
const yoga = { id: 'svc_yoga', kind: 'class', freeCancelMinutes: 60 } as const
const agreement = { service: yoga, startsAt: START, bookedAt: START - days(7), timeZone: 'Europe/Sofia' }

function makePolicy(id: string, changes: Partial<Policy> = {}): Policy {
  const fitsAll = { serviceIds: [], serviceKinds: [], clientGroupIds: [] }
  return { id, name: id, version: 3, edition: 1, text: {}, rules: makePolicyRules(), ...fitsAll, ...changes }
}

test('the first policy that fits is the one', () => {
  const policies = [
    makePolicy('other service', { serviceIds: ['svc_other'] }),
    makePolicy('appointments', { serviceKinds: ['appointment'] }),
    makePolicy('short-term', { serviceKinds: ['class'], clientGroupIds: ['grp_short'] }),
    makePolicy('classes', { serviceKinds: ['class'] }),
    makePolicy('everything'),
  ]
  const chosen = (
    service: { id: string; kind: 'class' | 'appointment' },
    clientGroupId: string | null = null,
  ) => choosePolicy({ policies }, { service, clientGroupId })?.id

  expect(chosen(yoga)).toBe('classes')
  expect(chosen(yoga, 'grp_short')).toBe('short-term')
  expect(chosen(yoga, 'grp_long')).toBe('classes')
  expect(chosen({ id: 'svc_training', kind: 'appointment' })).toBe('appointments')
  expect(chosen({ id: 'svc_other', kind: 'appointment' })).toBe('other service')
  expect(choosePolicy({ policies: policies.slice(0, 1) }, { service: yoga, clientGroupId: null })).toBeNull()
})

test('without a policy the service’s own minutes hold', () => {
  expect(toTerms(null, agreement)).toEqual({
    policyId: null,
    policyVersion: null,
    freeCancelUntil: START - hours(1),
    rescheduleUntil: START - hours(1),
  })
})

test('the terms name the version agreed to', () => {
  expect(toTerms(makePolicy('pol_1'), agreement)).toMatchObject({ policyId: 'pol_1', policyVersion: 3 })
})

test('moving has a deadline of its own, or that of cancelling', () => {
  const rules = makePolicyRules({ freeCancel: { minutesBefore: 240 } })
  const own = { ...rules, reschedule: { minutesBefore: 30 } }

  expect(toTerms(makePolicy('a', { rules }), agreement).rescheduleUntil).toBe(START - hours(4))
  expect(toTerms(makePolicy('a', { rules: own }), agreement)).toMatchObject({
    freeCancelUntil: START - hours(4),
    rescheduleUntil: START - minutes(30),
  })
})

test.each([
  ['long before the deadline', days(7), hours(4)],
  ['just before the deadline', hours(4) + minutes(1), hours(4) + minutes(1) - minutes(20)],
  ['inside the deadline', hours(2), hours(2) - minutes(20)],
  ['minutes before the start', minutes(5), 0],
])('booked %s, cancelling stays free as long as it should', (_when, booked, free) => {
  const rules = makePolicyRules({ freeCancel: { minutesBefore: 240 }, afterBookingMinutes: 20 })

  const { freeCancelUntil } = toTerms(makePolicy('a', { rules }), { ...agreement, bookedAt: START - booked })

  expect(freeCancelUntil).toBe(START - free)
})
