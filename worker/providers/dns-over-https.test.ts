import { expect, test } from 'vitest'
import { makeDnsServer, type DnsServer } from '../../tests/fakes/dns-server.ts'
import { makeDnsOverHttps } from './dns-over-https.ts'

const HOST = 'book.studio.example'

const setUp = (server: DnsServer = makeDnsServer()) => ({
  server,
  dns: makeDnsOverHttps({ url: 'https://resolver.test/dns-query', fetch: server.fetch, timeoutMs: 50 }),
})

test('an alias comes with the addresses it leads to', async () => {
  const { dns } = setUp(
    makeDnsServer({
      [HOST]: { CNAME: ['Iron.TrainerHub.test'] },
      'Iron.TrainerHub.test': { A: ['192.0.2.1'] },
    }),
  )

  expect(await dns.ask(HOST, 'A')).toEqual({
    ok: true,
    records: [
      { name: HOST, type: 'CNAME', data: 'iron.trainerhub.test' },
      { name: 'iron.trainerhub.test', type: 'A', data: '192.0.2.1' },
    ],
  })
})

test('the parts of a long text are put together', async () => {
  const text = `say "hi" \\ ${'x'.repeat(300)}`
  const { dns } = setUp(makeDnsServer({ [HOST]: { TXT: [text] } }))

  expect(await dns.ask(HOST, 'TXT')).toMatchObject({ ok: true, records: [{ data: text }] })
})

test('a name that is not there, or has nothing of that type, has no records', async () => {
  const { dns } = setUp(makeDnsServer({ [HOST]: { A: ['192.0.2.1'] } }))

  expect(await dns.ask('none.example', 'A')).toEqual({ ok: true, records: [] })
  expect(await dns.ask(HOST, 'TXT')).toEqual({ ok: true, records: [] })
})

test('servers of a name that fail are told from a resolver that does', async () => {
  const { dns, server } = setUp(makeDnsServer({ [HOST]: {} }))
  server.failing.add(HOST)

  expect(await dns.ask(HOST, 'A')).toEqual({ ok: false, reason: 'out_of_order' })
})

const about = (name: string, more: object) => Response.json({ Status: 0, Question: [{ name }], ...more })

test.each([
  ['a rate limit', new Response('slow down', { status: 429 }), 'busy'],
  ['an error', new Response('<h1>502</h1>', { status: 502 }), 'no_answer'],
  [
    'a redirect',
    new Response(null, { status: 302, headers: { location: 'https://evil.test' } }),
    'no_answer',
  ],
  ['no JSON', new Response('{"Status":0,'), 'no_answer'],
  ['another shape', Response.json({ Status: 'fine' }), 'no_answer'],
  ['an answer to another question', about('other.example', { Answer: [] }), 'no_answer'],
  ['a refusal of the DNS', about(HOST, { Status: 5 }), 'no_answer'],
  ['an answer without an end', new Response('x'.repeat(1_000_000)), 'no_answer'],
  ['silence', 'silence' as const, 'no_answer'],
])('%s is no answer, and no failure', async (_what, fault, reason) => {
  const { dns, server } = setUp()
  server.plan(fault)

  expect(await dns.ask(HOST, 'A')).toEqual({ ok: false, reason })
})

test('more records than any name has are not kept', async () => {
  const { dns, server } = setUp()
  const Answer = Array.from({ length: 500 }, () => ({ name: HOST, type: 1, TTL: 1, data: '192.0.2.1' }))
  server.plan(about(`${HOST}.`, { Answer }))
  const answer = await dns.ask(HOST, 'A')

  expect(answer.ok && answer.records.length).toBe(60)
})
