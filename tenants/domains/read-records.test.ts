import { expect, test } from 'vitest'
import type { DnsAnswer, DnsRecord } from './domain-port.ts'
import { readPointer, readProof } from './read-records.ts'

const HOST = 'book.studio.example'
const TARGET = 'iron.trainerhub.test'
const NAME = `_booking-proof.${HOST}`
const VALUE = 'booking-proof=abc'

const found = (...records: DnsRecord[]): DnsAnswer => ({ ok: true, records })
const text = (data: string, name = NAME): DnsRecord => ({ name, type: 'TXT', data })
const alias = (name: string, data: string): DnsRecord => ({ name, type: 'CNAME', data })
const v4 = (data: string, name = HOST): DnsRecord => ({ name, type: 'A', data })
const v6 = (data: string, name = HOST): DnsRecord => ({ name, type: 'AAAA', data })
const nothing = found()
const failed: DnsAnswer = { ok: false, reason: 'out_of_order' }

test.each([
  ['the text', found(text(VALUE)), { state: 'right' }],
  ['the text among others', found(text('v=spf1 -all'), text(` ${VALUE} `)), { state: 'right' }],
  ['nothing', nothing, { state: 'missing' }],
  [
    'another text',
    found(text('booking-proof=other')),
    { state: 'elsewhere', found: ['booking-proof=other'] },
  ],
  ['a text that only begins so', found(text(`${VALUE}x`)), { state: 'elsewhere', found: [`${VALUE}x`] }],
  ['no answer', failed, { state: 'unknown', reason: 'out_of_order' }],
  // Whoever owns what the alias leads to would prove a domain of somebody else's.
  ['the text behind an alias', found(alias(NAME, 'x.test'), text(VALUE, 'x.test')), { state: 'missing' }],
])('of a proof that shows %s', (_what, answer, seen) => {
  expect(readProof(answer, { name: NAME, value: VALUE })).toEqual(seen)
})

const ours = [
  found(v4('192.0.2.1', TARGET), v4('192.0.2.2', TARGET)),
  found(v6('2001:db8::1', TARGET)),
] as const

test.each<[string, DnsAnswer, DnsAnswer, object]>([
  ['an alias', found(alias(HOST, TARGET), v4('192.0.2.1', TARGET)), nothing, { state: 'right' }],
  ['a chain of aliases', found(alias(HOST, 'x.test'), alias('x.test', TARGET)), nothing, { state: 'right' }],
  ['an alias whose other half fails', found(alias(HOST, TARGET)), failed, { state: 'right' }],
  ['our addresses', found(v4('192.0.2.2')), found(v6('2001:db8::1')), { state: 'right' }],
  ['nothing', nothing, nothing, { state: 'missing' }],
  ['other addresses', found(v4('203.0.113.9')), nothing, { state: 'elsewhere', found: ['203.0.113.9'] }],
  [
    'an alias elsewhere',
    found(alias(HOST, 'x.test'), v4('203.0.113.9', 'x.test')),
    nothing,
    { state: 'elsewhere', found: ['x.test'] },
  ],
  [
    'an alias to nothing',
    found(alias(HOST, 'gone.test')),
    nothing,
    { state: 'elsewhere', found: ['gone.test'] },
  ],
  [
    'a ring of aliases',
    found(alias(HOST, 'x.test'), alias('x.test', HOST)),
    nothing,
    { state: 'elsewhere', found: ['x.test'] },
  ],
  [
    'an old address beside ours',
    found(v4('192.0.2.1')),
    found(v6('2001:db8::bad')),
    { state: 'elsewhere', found: ['2001:db8::bad'] },
  ],
  ['no answer', failed, failed, { state: 'unknown', reason: 'out_of_order' }],
  ['half an answer', found(v4('192.0.2.1')), failed, { state: 'unknown', reason: 'out_of_order' }],
])('of a domain that shows %s', (_what, four, six, seen) => {
  expect(readPointer([four, six], { host: HOST, target: TARGET, there: ours })).toEqual(seen)
})

test('no address is called wrong while ours are not known', () => {
  const there = [failed, failed] as const
  const seen = readPointer([found(v4('203.0.113.9')), nothing], { host: HOST, target: TARGET, there })

  expect(seen).toEqual({ state: 'unknown', reason: 'out_of_order' })
})

test('what was found is cut to what a page has room for', () => {
  const many = Array.from({ length: 40 }, (_, index) => text(`${index} ${'x'.repeat(4_000)}`))
  const seen = readProof(found(...many), { name: NAME, value: VALUE })

  expect(seen.state === 'elsewhere' && seen.found.map(({ length }) => length)).toEqual([
    120, 120, 120, 120, 120,
  ])
})
