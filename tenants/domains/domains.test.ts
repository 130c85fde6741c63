import { expect, test } from 'vitest'
import { auditLog } from '../../db/tenant/schema/index.ts'
import { makeMemoryDomains, type MemoryHosts } from '../../tests/support/memory-domains.ts'
import { makeTeam, people } from '../../tests/support/make-team.ts'
import { FRESH_MS } from '../access/require-fresh.ts'
import { checkDomain, LOOK_AGAIN_MS } from './check-domain.ts'
import { chooseMainHost } from './choose-main-host.ts'
import type { CertificatePort, DnsAnswer, DnsPort, DnsRecord } from './domain-port.ts'
import { listDomains } from './list-domains.ts'
import { nameDomain } from './name-domain.ts'
import type { OwnDomain } from './own-domain.ts'
import { redirectHost } from './redirect-host.ts'
import { removeDomain } from './remove-domain.ts'

const HOST = 'book.studio.example'

/** One DNS for every studio of a test. */
function makeDns() {
  const records: DnsRecord[] = []
  let [asked, fault] = [0, undefined as DnsAnswer | undefined]
  const dns: DnsPort = {
    async ask(name, type) {
      asked += 1
      const matching = records.filter(
        (one) => one.name === name && (one.type === type || one.type === 'CNAME'),
      )
      return fault ?? { ok: true, records: matching }
    },
  }
  const prove = ({ proof }: OwnDomain) => records.push({ name: proof.name, type: 'TXT', data: proof.value })
  const point = ({ pointer }: OwnDomain) =>
    records.push({ name: pointer.name, type: 'CNAME', data: pointer.value })
  return { dns, records, prove, point, asked: () => asked, fail: (next?: DnsAnswer) => (fault = next) }
}

/** Who makes certificates at once. */
function makeCertificates(state: 'active' | 'waiting' = 'active') {
  const made = new Set<string>()
  const certificates: CertificatePort = {
    ensure: async (host) => {
      made.add(host)
      return { state, said: [] }
    },
    remove: async (host) => made.delete(host) || true,
  }
  return { certificates, made }
}

async function setUp(
  net = makeDns(),
  all: MemoryHosts = new Map(),
  certificates: CertificatePort | null = null,
) {
  const team = await makeTeam()
  const { id, primaryHost: host } = team.ctx.tenant
  const domains = makeMemoryDomains({ tenantId: id, host: `${id}.${host}`, all, dns: net.dns, certificates })
  const as = async (who: string) => ({ ...(await team.as(who)), domains })
  const later = () => team.clock.set(team.clock.now() + LOOK_AGAIN_MS + 1)
  return { ...net, all, team, as, later, ctx: await as(people.martin), tenantId: id }
}

test('a domain is the studio’s once its DNS shows the token, and works when it leads here', async () => {
  const { ctx, all, prove, point, later, tenantId } = await setUp()
  const named = await nameDomain(ctx, { host: 'Book.Studio.example' })

  expect(named).toMatchObject({ host: HOST, provenAt: null, seen: null, isReady: false })
  expect((await checkDomain(ctx, { host: HOST })).seen).toEqual({
    proof: { state: 'missing' },
    pointer: { state: 'missing' },
    certificate: null,
  })
  point(named)
  later()
  expect(await checkDomain(ctx, { host: HOST })).toMatchObject({
    provenAt: null,
    seen: { pointer: { state: 'right' } },
  })
  // Somebody pointed it at us: that alone makes it nobody's.
  expect(all.has(HOST)).toBe(false)
  prove(named)
  later()
  const done = await checkDomain(ctx, { host: HOST })
  expect(done).toMatchObject({
    isReady: true,
    provenAt: ctx.now(),
    seen: { certificate: { state: 'nobody' } },
  })
  expect(all.get(HOST)?.tenantId).toBe(tenantId)
  const [log] = await ctx.db.read([ctx.db.orm.select().from(auditLog)])
  expect(log.map(({ action }) => action)).toEqual(['domain.named', 'domain.proven'])
})

test('a certificate is asked for when both records are right, and not before', async () => {
  const { certificates, made } = makeCertificates('waiting')
  const { ctx, prove, point, later } = await setUp(makeDns(), new Map(), certificates)
  const named = await nameDomain(ctx, { host: HOST })
  prove(named)
  await checkDomain(ctx, { host: HOST })
  expect(made.size).toBe(0)

  point(named)
  later()
  expect(await checkDomain(ctx, { host: HOST })).toMatchObject({ isReady: false })
  expect([...made]).toEqual([HOST])
})

test('naming somebody else’s domain keeps nobody from proving it, and serves nobody', async () => {
  const net = makeDns()
  const all: MemoryHosts = new Map()
  const thief = await setUp(net, all)
  const rightful = await setUp(net, all)
  await nameDomain(thief.ctx, { host: HOST })
  const named = await nameDomain(rightful.ctx, { host: HOST })
  net.prove(named)
  net.point(named)

  // Both look at the same records, with other tokens.
  expect((await checkDomain(thief.ctx, { host: HOST })).seen?.proof.state).toBe('elsewhere')
  await checkDomain(rightful.ctx, { host: HOST })
  expect(all.get(HOST)?.tenantId).toBe(rightful.tenantId)
  await expect(nameDomain((await setUp(net, all)).ctx, { host: HOST })).rejects.toMatchObject({
    details: { errors: [{ path: 'host', code: 'taken' }] },
  })
})

test('of two who can both prove it, the second is told', async () => {
  const net = makeDns()
  const all: MemoryHosts = new Map()
  const [one, other] = [await setUp(net, all), await setUp(net, all)]
  net.prove(await nameDomain(one.ctx, { host: HOST }))
  net.prove(await nameDomain(other.ctx, { host: HOST }))
  await checkDomain(one.ctx, { host: HOST })

  await expect(checkDomain(other.ctx, { host: HOST })).rejects.toMatchObject({ details: { reason: 'taken' } })
  expect(all.get(HOST)?.tenantId).toBe(one.tenantId)
  // Nor does giving up what one never had take it from who has it.
  await removeDomain(other.ctx, { host: HOST })
  expect(all.get(HOST)?.tenantId).toBe(one.tenantId)
})

test('a domain that was given up has to be proven anew, with another token', async () => {
  const { certificates, made } = makeCertificates()
  const { ctx, all, prove, point, later } = await setUp(makeDns(), new Map(), certificates)
  const named = await nameDomain(ctx, { host: HOST })
  prove(named)
  point(named)
  await checkDomain(ctx, { host: HOST })
  await chooseMainHost(ctx, { host: HOST })
  expect(all.get(HOST)?.isMain).toBe(true)
  await removeDomain(ctx, { host: HOST })

  expect([all.has(HOST), made.size]).toEqual([false, 0])
  expect((await listDomains(ctx)).domains).toEqual([])
  expect((await ctx.domains.hosts.list()).filter(({ isMain }) => isMain)).toHaveLength(1)
  const again = await nameDomain(ctx, { host: HOST })
  expect(again.token).not.toBe(named.token)
  later()
  // The old records still stand in the DNS.
  expect(await checkDomain(ctx, { host: HOST })).toMatchObject({ provenAt: null, isReady: false })
  expect(all.has(HOST)).toBe(false)
})

test('HOST-13: what one studio proved a domain with, and gave up, proves it to no other studio', async () => {
  const net = makeDns()
  const all: MemoryHosts = new Map()
  const [before, after] = [await setUp(net, all), await setUp(net, all)]
  const named = await nameDomain(before.ctx, { host: HOST })
  net.prove(named)
  net.point(named)
  await checkDomain(before.ctx, { host: HOST })
  expect(all.get(HOST)?.tenantId).toBe(before.tenantId)
  await removeDomain(before.ctx, { host: HOST })

  // Its records stand in the DNS as they were.
  const tokens = new Set([named.token])
  for (let go = 0; go < 2; go += 1) {
    tokens.add((await nameDomain(after.ctx, { host: HOST })).token)
    const seen = await checkDomain(after.ctx, { host: HOST })
    expect(seen).toMatchObject({ provenAt: null, isReady: false, seen: { proof: { state: 'elsewhere' } } })
    expect(all.has(HOST)).toBe(false)
    await removeDomain(after.ctx, { host: HOST })
    after.later()
  }
  expect(tokens.size).toBe(3)
})

test('giving up goes on where it stopped', async () => {
  const { certificates } = makeCertificates()
  let isUp = false
  const flaky = { ...certificates, remove: async () => isUp }
  const { ctx, prove, point, all } = await setUp(makeDns(), new Map(), flaky)
  const named = await nameDomain(ctx, { host: HOST })
  prove(named)
  point(named)
  await checkDomain(ctx, { host: HOST })

  await expect(removeDomain(ctx, { host: HOST })).rejects.toMatchObject({ code: 'unavailable' })
  expect(all.has(HOST)).toBe(false)
  isUp = true
  await removeDomain(ctx, { host: HOST })
  expect((await listDomains(ctx)).domains).toEqual([])
})

test('nobody cuts off the branch they sit on', async () => {
  const { ctx } = await setUp()
  await nameDomain(ctx, { host: HOST })
  const here = { ...ctx, origin: `https://${HOST}` }

  await expect(removeDomain(here, { host: HOST })).rejects.toMatchObject({ details: { reason: 'is_here' } })
})

test('a look that says nothing leaves what works as it is', async () => {
  const { ctx, all, prove, point, later, fail } = await setUp()
  const named = await nameDomain(ctx, { host: HOST })
  prove(named)
  point(named)
  await checkDomain(ctx, { host: HOST })
  fail({ ok: false, reason: 'busy' })
  later()
  const seen = await checkDomain(ctx, { host: HOST })

  expect(seen.seen?.proof).toEqual({ state: 'unknown', reason: 'busy' })
  expect([seen.provenAt !== null, all.has(HOST)]).toEqual([true, true])
})

test('whoever presses again at once reads what was found, and nobody is asked', async () => {
  const { ctx, asked, later } = await setUp()
  await nameDomain(ctx, { host: HOST })
  await Promise.all(Array.from({ length: 5 }, () => checkDomain(ctx, { host: HOST })))
  expect(asked()).toBe(5)

  later()
  await checkDomain(ctx, { host: HOST })
  expect(asked()).toBe(10)
})

test('where nobody may be asked, that is what is said', async () => {
  const { ctx } = await setUp()
  await nameDomain(ctx, { host: HOST })
  const away = { ...ctx, domains: { ...ctx.domains, dns: null } }

  await expect(checkDomain(away, { host: HOST })).rejects.toMatchObject({ details: { reason: 'no_dns' } })
})

test('ten domains are enough, and twice the same is one', async () => {
  const { ctx } = await setUp()
  const [one, again] = await Promise.all([nameDomain(ctx, { host: HOST }), nameDomain(ctx, { host: HOST })])
  expect(again.token).toBe(one.token)
  for (let index = 1; index < 10; index++) await nameDomain(ctx, { host: `book${index}.studio.example` })

  await expect(nameDomain(ctx, { host: 'one.too.example' })).rejects.toMatchObject({
    details: { reason: 'too_many_domains' },
  })
})

test('only a name that works goes into links', async () => {
  const { ctx } = await setUp()
  await nameDomain(ctx, { host: HOST })

  await expect(chooseMainHost(ctx, { host: HOST })).rejects.toMatchObject({
    details: { reason: 'not_ready' },
  })
  await expect(chooseMainHost(ctx, { host: 'lotus.example' })).rejects.toMatchObject({ code: 'not_found' })
})

test('a browser that somebody left open puts no name into links, and gives none up', async () => {
  const { ctx, prove, point } = await setUp()
  const named = await nameDomain(ctx, { host: HOST })
  prove(named)
  point(named)
  await checkDomain(ctx, { host: HOST })
  const stale = { ...ctx, now: () => ctx.now() + FRESH_MS }
  for (const verb of [chooseMainHost, removeDomain]) {
    await expect(verb(stale, { host: HOST })).rejects.toMatchObject({ code: 'reauthentication_required' })
  }
})

test('who may not change the studio’s settings changes none of this', async () => {
  const { as } = await setUp()
  const dora = await as(people.dora)

  expect((await listDomains(dora)).hosts).toHaveLength(2)
  for (const verb of [nameDomain, checkDomain, removeDomain, chooseMainHost]) {
    await expect(verb(dora, { host: HOST })).rejects.toMatchObject({ code: 'forbidden' })
  }
})

test('a name of the studio’s leads to the main one, until it is shown there again; another’s does not', async () => {
  const { ctx } = await setUp()
  const [, given] = await ctx.domains.hosts.list()
  const host = given?.host ?? ''
  await redirectHost(ctx, { host, redirects: true })
  expect((await ctx.domains.hosts.list()).find((one) => one.host === host)?.redirects).toBe(true)
  await redirectHost(ctx, { host, redirects: false })
  expect((await ctx.domains.hosts.list()).find((one) => one.host === host)?.redirects).toBe(false)

  await expect(redirectHost(ctx, { host: 'book.other.test', redirects: true })).rejects.toMatchObject({
    code: 'not_found',
  })
})
