import { expect, it } from 'vitest'
import { makePortal } from '../../tests/support/make-portal.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { AppError } from '../../tenants/errors.ts'
import { carryOut, sendAnswer } from './form-answer.server.ts'

const portal = await makePortal(await makeTenant(), { path: '/sign-in' })
const refuse = (failure: Error) => async () => {
  throw failure
}

it('says what is wrong with a field, by its code or in general', async () => {
  const errors = [
    { path: 'email', message: '', code: 'invalid' },
    { path: 'password', message: '', code: 'too_short' },
    { path: 'unheard_of', message: '', code: 'invalid' },
  ]
  const fields = { email: 'Which?', password: 'None.', 'password.too_short': 'Longer.' }
  const values = { email: 'elena@' }
  const work = refuse(new AppError('invalid_input', 'No.', { errors }))
  expect(await carryOut(portal, { fields, values }, work)).toMatchObject({
    status: 422,
    message: '',
    errors: { email: 'Which?', password: 'Longer.' },
    values,
  })
})

it('says when to try again, to people and to programs', async () => {
  const work = refuse(new AppError('rate_limited', 'No.', { retryAfterSeconds: 61 }))
  const answer = await carryOut(portal, {}, work)
  expect(answer).toMatchObject({ message: 'That was tried too often. Please try again in 2 min.' })
  expect(sendAnswer(answer)).toMatchObject({ init: { status: 429, headers: { 'Retry-After': '61' } } })
})

it('throws on what no form can answer', async () => {
  for (const failure of [new AppError('not_found', 'No.'), new TypeError('oh')])
    await expect(carryOut(portal, {}, refuse(failure))).rejects.toBe(failure)
})

it('takes the cookie along to the next page', () => {
  const answer = sendAnswer({ location: '/account', cookie: 'session=x' })
  const headers = answer instanceof Response ? Object.fromEntries(answer.headers) : {}
  expect(headers).toEqual({ location: '/account', 'set-cookie': 'session=x' })
})
