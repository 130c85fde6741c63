import { describe, expect, it } from 'vitest'
import { doneFrom } from '../../tenants/bookings/booking-statuses.ts'
import { guardRefusals } from '../../tenants/bookings/refuse-booking.ts'
import { bg } from './bg.ts'
import { en } from './en.ts'

/** Every message by its dotted key. */
function flatten(messages: object, prefix = ''): Map<string, string> {
  const entries = Object.entries(messages).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? [...flatten(value, `${prefix}${key}.`)]
      : [[`${prefix}${key}`, String(value)] as const],
  )
  return new Map(entries)
}

const placeholders = (message = '') => [...message.matchAll(/{{(\w+)}}/g)].map(([, name]) => name).toSorted()

describe('messages', () => {
  const [english, bulgarian] = [flatten(en), flatten(bg)]

  it('exist in both languages, and none is empty', () => {
    expect([...bulgarian.keys()]).toEqual([...english.keys()])
    expect([...english.values(), ...bulgarian.values()].filter((message) => message.trim() === '')).toEqual(
      [],
    )
  })

  it('take the same values in both languages', () => {
    for (const [key, message] of english) {
      expect({ key, values: placeholders(bulgarian.get(key)) }).toEqual({
        key,
        values: placeholders(message),
      })
    }
  })

  it('have values only where sentences are made', () => {
    const outside = [...english].filter(([key, message]) => !key.startsWith('say.') && message.includes('{{'))
    expect(outside).toEqual([])
  })

  it('are Bulgarian in Bulgarian', () => {
    const latin = [...bulgarian].filter(([, message]) =>
      /[A-Za-z]{2,}/.test(
        message.replaceAll(
          /{{\w+}}|{about}|ime@example\.com|(book\.)?studio\.com|CNAME( flattening)?|DNS( only)?|https?:\/\/\S*|#[0-9a-f]{6}|\b(privacy|bookings|hello|SPF|DKIM|ALIAS|ANAME|Cloudflare|www|DOCTYPE|viewBox|SQLite|SVG|JPEG|HEIC|PNG|WebP|AVIF|MB|HTML|JSON|CSV|PDF|UTF|Acuity|Mindbody|Square|Vagaro|TeamUp|Excel|Numbers|LibreOffice|Windows|Latin|Shift|Alt|Enter|Delete|STOP|START|HELP|BG|RO|GR)\b/g,
          '',
        ),
      ),
    )
    expect(latin).toEqual([])
  })

  it('say why for whatever the engine refuses a visitor', () => {
    // A booking's status is the reason why something cannot be done to it; confirmed, nothing is refused.
    const statuses = new Set<string>(Object.values(doneFrom).flat())
    statuses.delete('confirmed')
    const reasons = [...Object.keys(guardRefusals), ...statuses]
    expect(reasons.filter((reason) => !english.has(`reasons.${reason}`))).toEqual([])
  })
})
