import { describe, expect, it } from 'vitest'
import { makePortal } from '../../tests/support/make-portal.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { en } from '../i18n/en.ts'
import { bookAnswer } from './book-answer.server.ts'

const typed = { firstName: 'Elena', lastName: 'Petrova', email: 'elena@example.test', phone: '', notes: '' }

type Sent = { form?: Record<string, string>; start?: string; trainer?: string; tenant: TestTenant }

/** Sends the form for Monday 4 January 2027, 10:00 with Maria, unless told otherwise. */
async function send({ tenant, form = {}, start = '20270104T0800Z', trainer = 'maria' }: Sent) {
  const params = { service: 'personal-training', trainer, start }
  const path = `/book/personal-training/${trainer}/${start}`
  return bookAnswer(await makePortal(tenant, { path, params, form: { ...typed, key: 'key-1', ...form } }))
}

describe('bookAnswer', () => {
  it('leads to the new booking, and to the same one when the form is sent again', async () => {
    const tenant = await makeTenant()
    const answer = await send({ tenant })
    expect(answer).toEqual({ location: expect.stringMatching(/^\/bookings\/bkg_\w+\?token=.+&new=1$/) })
    expect(await send({ tenant })).toEqual(answer)
  })

  it('offers other times with all that was typed when somebody was faster', async () => {
    const tenant = await makeTenant()
    await send({ tenant, form: { key: 'first', email: 'faster@example.test' } })
    const answer = await send({ tenant, form: { key: 'second', notes: 'knee' } })
    expect(answer).toMatchObject({ kind: 'taken', status: 409, values: { ...typed, notes: 'knee' } })
    if (!('kind' in answer) || answer.kind !== 'taken') return
    expect(answer.times).toHaveLength(5)
    expect(answer.times[0]).toMatchObject({
      when: 'Today 10:00',
      trainer: 'with Ivan Kolev',
      action: '/book/personal-training/ivan/20270104T0800Z',
    })
    expect(new Set([answer.key, 'second', ...answer.times.map(({ key }) => key)]).size).toBe(7)
  })

  it('says beside which field what is wrong, and keeps the key', async () => {
    const tenant = await makeTenant()
    const answer = await send({ tenant, form: { firstName: ' ', email: 'elena', phone: 'call me' } })
    const { firstName, email, phone } = en.fieldErrors
    expect(answer).toMatchObject({
      kind: 'invalid',
      status: 422,
      key: 'key-1',
      errors: { firstName, email, phone },
    })
  })

  it('says in words why a time cannot be had', async () => {
    const tenant = await makeTenant()
    const reasons = en.reasons
    const past = await send({ tenant, start: '20270104T0500Z' })
    expect(past).toMatchObject({ kind: 'refused', status: 422, reason: reasons.in_past })
    const night = await send({ tenant, start: '20270105T0100Z' })
    expect(night).toMatchObject({ kind: 'refused', status: 422, reason: reasons.outside_hours })
    const odd = await send({ tenant, start: '20270105T0807Z' })
    expect(odd).toMatchObject({ kind: 'refused', status: 422, reason: reasons.off_grid })
  })

  it('keeps the key while nobody knows the outcome, so that the same form settles it', async () => {
    const tenant = await makeTenant()
    const { ctx } = tenant
    const outage = async (code: 'outcome_unknown' | 'unavailable') => {
      const calendar = { ...ctx.calendar, book: async () => ({ ok: false, code }) as const }
      const params = { service: 'personal-training', trainer: 'maria', start: '20270104T0800Z' }
      const context = { ctx: tenant.makeContext({ calendar }) }
      const form = { ...typed, key: 'key-1' }
      return bookAnswer(await makePortal(tenant, { path: '/', params, form, context }))
    }
    expect(await outage('outcome_unknown')).toMatchObject({ kind: 'unknown', status: 503, key: 'key-1' })
    expect(await outage('unavailable')).toMatchObject({ kind: 'unavailable', status: 503, key: 'key-1' })
    expect(await send({ tenant })).toHaveProperty('location')
  })

  it('asks to send it again when the key belongs to another booking', async () => {
    const tenant = await makeTenant()
    await send({ tenant })
    const answer = await send({ tenant, form: { lastName: 'Ivanova' } })
    expect(answer).toMatchObject({ kind: 'reused', status: 409 })
    expect(answer).not.toMatchObject({ key: 'key-1' })
  })

  it('knows no time that is none', async () => {
    const tenant = await makeTenant()
    await expect(send({ tenant, start: 'tomorrow' })).rejects.toMatchObject({ code: 'not_found' })
  })
})
