import { expect, test } from 'vitest'
import { makeMemoryDomains, type MemoryHosts } from '../../tests/support/memory-domains.ts'
import type { DnsAnswer, DnsPort } from '../domains/domain-port.ts'
import { checkTarget } from './check-target.ts'

type Records = Record<string, { A?: string[]; AAAA?: string[] }>

/** A DNS that knows these names, and of any other that there is no such name. */
const dnsOf = (records: Records): DnsPort => ({
  ask: async (name, type): Promise<DnsAnswer> => {
    const found = type === 'TXT' ? [] : (records[name]?.[type] ?? [])
    return { ok: true, records: found.map((data) => ({ name, type, data })) }
  },
})

function makeNames(options: Partial<Parameters<typeof makeMemoryDomains>[0]> = {}) {
  const all: MemoryHosts = new Map()
  makeMemoryDomains({ tenantId: 'ten_other', host: 'book.other.com', all })
  const names = { tenantId: 'ten_own', host: 'book.own.com', target: 'in.trainer-hub.com', all }
  return { domains: makeMemoryDomains({ ...names, ...options }) }
}

const faultOf = async (url: string, ctx = makeNames()) => {
  const check = await checkTarget(ctx, url)
  return check.ok ? null : check.fault
}

test.each([
  'https://hooks.example.com/studio?token=1',
  'https://hooks.example.co.uk:443/',
  'HTTPS://EXAMPLE.COM',
  'https://кафе.бг/вход',
])('%s may be sent to', async (url) => {
  expect(await faultOf(url)).toBeNull()
})

test.each([
  ['http://hooks.example.com/', 'not_https'],
  ['http://169.254.169.254/latest/meta-data/', 'not_https'],
  ['file:///etc/passwd', 'not_https'],
  ['data:text/plain,x', 'not_https'],
  ['gopher://example.com/', 'not_https'],
  ['javascript:alert(1)', 'not_https'],
  ['wss://example.com/', 'not_https'],
  ['hooks.example.com', 'not_an_address'],
  ['', 'not_an_address'],
  ['https://', 'not_an_address'],
  ['https://user:pw@example.com/', 'has_login'],
  ['https://user@example.com/', 'has_login'],
  ['https://127.0.0.1@example.com/', 'has_login'],
  ['https://example.com:22/', 'has_port'],
  ['https://example.com:8443/', 'has_port'],
  [`https://example.com/${'x'.repeat(2_000)}`, 'too_long'],
  ['https://trainerhub.test/', 'platforms'],
  ['https://platform.trainerhub.test/api', 'platforms'],
  ['https://own.trainerhub.test/', 'platforms'],
  ['https://in.trainer-hub.com/', 'platforms'],
  ['https://book.own.com/', 'platforms'],
  ['https://BOOK.other.com/api/v1', 'platforms'],
])('%s is refused: %s', async (url, fault) => {
  expect(await faultOf(url)).toBe(fault)
})

test.each([
  'https://127.0.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://10.0.0.1/',
  'https://8.8.8.8/',
  'https://0x7f000001/',
  'https://2130706433/',
  'https://0177.0.0.1/',
  'https://127.1/',
  'https://0/',
  'https://①②⑦.0.0.1/',
  'https://127。0。0。1/',
  'https://[::1]/',
  'https://[::ffff:7f00:1]/',
  'https://[fd00::1]/',
  'https://[2606:4700::1111]/',
  'https://localhost/',
  'https://localhost./',
  'https://LOCALHOST/',
  'https://ops.localhost/',
  'https://x.internal/',
  'https://metadata.google.internal/',
  'https://printer.local/',
  'https://nas.lan/',
  'https://intranet/',
  'https://com/',
  'https://co.uk/',
  'https://1.0.0.127.in-addr.arpa/',
  'https://router.home.arpa/',
  'https://abcdefghijklmnop.onion/',
  'https://example.com./',
  'https://a_b.example.com/',
  'https://example.invalid/',
])('%s is nothing that can be reached from outside', async (url) => {
  expect(await faultOf(url)).toBe('not_public')
})

test('on a developer’s own machine its own address is fine, and nothing else that is not public', async () => {
  const ctx = makeNames({ isLocal: true })

  expect(await faultOf('http://127.0.0.1:9600/hook', ctx)).toBeNull()
  expect(await faultOf('http://user:pw@127.0.0.1:9600/', ctx)).toBe('not_https')
  expect(await faultOf('http://127.0.0.2:9600/', ctx)).toBe('not_https')
  expect(await faultOf('http://169.254.169.254/', ctx)).toBe('not_https')
  expect(await faultOf('https://10.0.0.1/', ctx)).toBe('not_public')
})

test.each([
  [{ A: ['93.184.216.34'], AAAA: ['2606:2800:220:1::1'] }, null],
  [{ AAAA: ['2606:2800:220:1::1'] }, null],
  [{ A: ['93.184.216.34', '127.0.0.1'] }, 'not_public'],
  [{ A: ['10.1.2.3'] }, 'not_public'],
  [{ A: ['169.254.169.254'] }, 'not_public'],
  [{ A: ['100.64.0.1'] }, 'not_public'],
  [{ A: ['0.0.0.0'] }, 'not_public'],
  [{ A: ['224.0.0.1'] }, 'not_public'],
  [{ A: ['192.0.2.1'] }, 'not_public'],
  [{ A: ['not an address'] }, 'not_public'],
  [{ A: ['93.184.216.34'], AAAA: ['::1'] }, 'not_public'],
  [{ AAAA: ['::ffff:10.0.0.1'] }, 'not_public'],
  [{ AAAA: ['64:ff9b::a00:1'] }, 'not_public'],
  [{ AAAA: ['2002:7f00:1::'] }, 'not_public'],
  [{ AAAA: ['fe80::1'] }, 'not_public'],
  [{ AAAA: ['fc00::1'] }, 'not_public'],
  [{ AAAA: ['5f00::1'] }, 'not_public'],
  [{}, 'unresolved'],
])('a name that leads to %j: %s', async (records, fault) => {
  const ctx = makeNames({ dns: dnsOf({ 'hooks.example.com': records }) })

  expect(await faultOf('https://hooks.example.com/', ctx)).toBe(fault)
})

test('a name of which the DNS says nothing just now is not called', async () => {
  const ctx = makeNames({ dns: { ask: async () => ({ ok: false, reason: 'no_answer' }) } })

  expect(await faultOf('https://hooks.example.com/', ctx)).toBe('unresolved')
})
