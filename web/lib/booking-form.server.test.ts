import { describe, expect, it } from 'vitest'
import { en } from '../i18n/en.ts'
import {
  attendeeValue,
  internationalPhone,
  readAttendee,
  readBookingForm,
  toFieldErrors,
} from './booking-form.server.ts'

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

describe('readBookingForm', () => {
  it('keeps what was typed as it was typed', () => {
    const typed = {
      firstName: ' Elena ',
      lastName: "O'Neill",
      email: 'E@example.test',
      phone: '',
      notes: 'a\r\nb',
    }
    expect(readBookingForm(formOf({ ...typed, key: 'k1', host: 'evil.test' }))).toEqual({
      values: {
        ...typed,
        people: '',
        guests: '',
        attendee: '',
        attendeeFirstName: '',
        attendeeLastName: '',
        sms: '',
      },
      key: 'k1',
    })
  })

  it('takes somebody of the family before a name that was typed', () => {
    const mila = { firstName: 'Mila', lastName: 'Ivanova' }
    const form = { attendeeFirstName: 'Boris', attendeeLastName: 'Ivanov' }
    const read = (changes: object) => readAttendee(readBookingForm(formOf({ ...form, ...changes })).values)
    expect(read({ attendee: attendeeValue(mila) })).toEqual(mila)
    expect(read({ attendee: '' })).toEqual({ firstName: 'Boris', lastName: 'Ivanov' })
  })

  it('takes missing fields and files for empty', () => {
    const form = formOf({ firstName: 'Elena' })
    form.set('notes', new File(['x'], 'x.txt'))
    expect(readBookingForm(form).values).toMatchObject({ firstName: 'Elena', lastName: '', notes: '' })
    expect(readBookingForm(form).key).toBe('')
  })

  it('cuts what nobody types', () => {
    expect(readBookingForm(formOf({ notes: 'x'.repeat(100_000) })).values.notes).toHaveLength(2_000)
  })
})

describe('internationalPhone', () => {
  it('reads local numbers as numbers of the studio’s country', () => {
    expect(internationalPhone('0888 123 456', '+35920000000')).toBe('+359888123456')
    expect(internationalPhone('(212) 555-0199', '+12125550123')).toBe('+12125550199')
  })

  it('leaves foreign numbers foreign, and nonsense as it is', () => {
    expect(internationalPhone('+44 20 7946 0958', '+35920000000')).toBe('+442079460958')
    expect(internationalPhone('call me', '+35920000000')).toBe('call me')
    expect(internationalPhone('0888 123 456', null)).toBe('0888 123 456')
    expect(internationalPhone('', '+35920000000')).toBe('')
  })
})

describe('toFieldErrors', () => {
  it('says in words what is wrong with each field', () => {
    const errors = [
      { path: 'client.email', code: 'not_an_email', message: 'x' },
      { path: 'client.firstName', code: 'too_long', message: 'x' },
      { path: 'notes', code: 'too_long', message: 'x' },
      { path: 'startsAt', code: 'not_an_instant', message: 'x' },
    ]
    const { email, tooLong, notes } = en.fieldErrors
    expect(toFieldErrors(errors, en.fieldErrors)).toEqual({ email, firstName: tooLong, notes })
  })
})
