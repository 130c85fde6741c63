import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditLog, messageSettings } from '../../db/tenant/schema/index.ts'
import { makeTeam, people, refusal } from '../../tests/support/make-team.ts'
import { makeMemoryMailDomains } from '../../tests/support/memory-mail-domains.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import type { TenantContext } from '../context.ts'
import { days, hours, minutes, seconds } from '../durations.ts'
import { changeMailLocalPart } from './change-mail-local-part.ts'
import { checkMailDomain, checkMailDomains, hurryMailDomain, nextLookAt } from './check-mail-domain.ts'
import { getMailSender } from './get-mail-sender.ts'
import type { MailDomainVendor, VendorDomain } from './mail-domain-port.ts'
import { nameMailDomain } from './name-mail-domain.ts'
import { removeMailDomain } from './remove-mail-domain.ts'

const record = {
  purpose: 'dkim',
  type: 'TXT',
  name: 'k.studio.test',
  value: 'p=1',
  priority: null,
  isFound: false,
} as const

/** A vendor that says what a test has it say. */
function makeVendor() {
  const state = {
    calls: [] as string[],
    found: 'pending' as VendorDomain['state'] | 'gone' | null,
    isAway: false,
  }
  const domain = (): VendorDomain => ({ id: 'dom_1', state: 'pending', records: [record] })
  const say = <Answer>(call: string, answer: Answer) => {
    state.calls.push(call)
    return Promise.resolve(answer)
  }
  const vendor: MailDomainVendor = {
    create: (name) =>
      say(`create ${name}`, state.isAway ? null : name === 'bad.test' ? { refused: 'no' } : domain()),
    get: (id) =>
      say(
        `get ${id}`,
        state.found === null || state.found === 'gone' ? state.found : { ...domain(), state: state.found },
      ),
    verify: (id) => say(`verify ${id}`, !state.isAway),
    remove: (id) => say(`remove ${id}`, !state.isAway),
  }
  return { vendor, state }
}

async function makeStudio(all = new Map<string, string>()) {
  const studio = await makeTenant()
  const { vendor, state } = makeVendor()
  const mailDomains = makeMemoryMailDomains({ tenantId: studio.ctx.tenant.id, all, vendor })
  const ctx = studio.makeContext({ actor: staffActor, mailDomains })
  const { orm, read } = ctx.db
  return {
    ...studio,
    ctx,
    state,
    all,
    actions: async () =>
      (
        await read([
          orm
            .select({ action: auditLog.action })
            .from(auditLog)
            .orderBy(auditLog.at, sql`rowid`),
        ])
      )[0].map((line) => line.action),
    settings: async () => (await read([orm.select().from(messageSettings)]))[0][0],
  }
}

const DOMAIN = 'mail.studio.test'
const name = (ctx: TenantContext, domain = DOMAIN, localPart = 'bookings') =>
  nameMailDomain(ctx, { domain, localPart })
const codesOf = async (work: Promise<unknown>) => {
  const { details } = Object(await work.catch((error: unknown) => error))
  return (
    details.reason ??
    details.errors.map(({ path, code }: { path: string; code: string }) => `${path}.${code}`)
  )
}

test('a domain is named, found and sent from, and its records are shown', async () => {
  const { ctx, state, clock, announced, actions } = await makeStudio()
  expect(await name(ctx, ' Hello@Mail.Studio.test ')).toMatchObject({
    mailDomain: DOMAIN,
    mailLocalPart: 'hello',
    mailDomainState: 'pending',
    mailDomainRecords: [record],
    from: 'bookings@mail.example.test',
  })
  expect(state.calls).toEqual([`create ${DOMAIN}`, 'verify dom_1'])
  expect(announced).toEqual([clock.now() + minutes(2)])

  clock.advance(minutes(2))
  state.found = 'verified'
  expect(await checkMailDomains(ctx)).toBe(clock.now() + hours(12))
  expect(await getMailSender(ctx)).toMatchObject({ mailDomainState: 'verified', from: `hello@${DOMAIN}` })

  await changeMailLocalPart(ctx, { localPart: 'studio' })
  expect(await getMailSender(ctx)).toMatchObject({ from: `studio@${DOMAIN}` })
  clock.advance(hours(12))
  state.found = 'failed'
  await checkMailDomains(ctx)
  expect(await getMailSender(ctx)).toMatchObject({
    mailDomainState: 'failed',
    from: 'bookings@mail.example.test',
  })
  expect(await actions()).toEqual([
    'mail_domain.named',
    'mail_domain.verified',
    'mail_domain.address',
    'mail_domain.failed',
  ])
})

test('the same again carries on what was cut off, and asks for nothing twice', async () => {
  const { ctx, state, all } = await makeStudio()
  state.isAway = true
  expect(await refusal(name(ctx))).toEqual(['unavailable', undefined])
  expect([...all.keys()]).toEqual([DOMAIN])
  state.isAway = false
  await name(ctx)
  await name(ctx)
  expect(state.calls.filter((call) => call.startsWith('create'))).toHaveLength(2)
  expect(await codesOf(name(ctx, 'other.test'))).toBe('has_domain')
})

test.each([
  ['', 'bookings', 'domain.required'],
  ['studio', 'bookings', 'domain.not_a_domain'],
  ['co.uk', 'bookings', 'domain.not_a_domain'],
  ['a@b@c.test', 'bookings', 'domain.not_a_domain'],
  ['студио1a.test', 'bookings', 'domain.mixed_letters'],
  ['iron.trainerhub.test', 'bookings', 'domain.platforms'],
  ['mail.example.test', 'bookings', 'domain.platforms'],
  ['x.mail.example.test', 'bookings', 'domain.platforms'],
  ['example.test', 'bookings', 'domain.platforms'],
  ['github.io', 'bookings', 'domain.shared'],
  ['bad.test', 'bookings', 'domain.refused'],
  [DOMAIN, '', 'localPart.not_a_local_part'],
  [DOMAIN, 'a b', 'localPart.not_a_local_part'],
  [DOMAIN, 'a..b', 'localPart.not_a_local_part'],
  [DOMAIN, 'a"b', 'localPart.not_a_local_part'],
  [DOMAIN, 'x\r\nBcc: y', 'localPart.not_a_local_part'],
  [DOMAIN, 'postmaster', 'localPart.not_a_local_part'],
])('%s with %s in front is refused: %s', async (domain, localPart, code) => {
  const { ctx, all, settings } = await makeStudio()
  expect(await codesOf(name(ctx, domain, localPart))).toEqual([code])
  expect(all.size).toBe(0)
  expect(await settings()).toMatchObject({ mailDomain: null })
})

test('what is another studio’s is refused, and its holder keeps it', async () => {
  const all = new Map([[DOMAIN, 'ten_other']])
  const { ctx, state } = await makeStudio(all)
  expect(await codesOf(name(ctx))).toEqual(['domain.taken'])
  ctx.domains.hosts.isOthers = async () => true
  expect(await codesOf(name(ctx, 'book.others.test'))).toEqual(['domain.taken'])
  expect(state.calls).toEqual([])
})

test('one that went to another studio is neither looked at nor taken from them', async () => {
  const { ctx, state, all, clock, settings } = await makeStudio()
  await name(ctx)
  all.set(DOMAIN, 'ten_other')
  clock.advance(minutes(2))
  state.found = 'verified'
  await checkMailDomains(ctx)
  expect(await settings()).toMatchObject({ mailDomainState: 'failed' })
  await removeMailDomain(ctx)
  expect(all.get(DOMAIN)).toBe('ten_other')
  expect(state.calls).not.toContain('get dom_1')
  expect(state.calls).not.toContain('remove dom_1')
})

test('is given up at the vendor first, and stays until that is done', async () => {
  const { ctx, state, all, settings, actions } = await makeStudio()
  await name(ctx)
  state.isAway = true
  expect(await refusal(removeMailDomain(ctx))).toEqual(['unavailable', undefined])
  expect(await settings()).toMatchObject({ mailDomain: DOMAIN })
  state.isAway = false
  await removeMailDomain(ctx)
  expect(await settings()).toMatchObject({
    mailDomain: null,
    mailDomainId: null,
    mailDomainState: 'none',
    mailDomainRecords: [],
  })
  expect(all.size).toBe(0)
  expect((await actions()).at(-1)).toBe('mail_domain.removed')
  expect(await refusal(removeMailDomain(ctx))).toEqual(['not_found', undefined])
})

test('whoever presses again at once reads what was found; one that failed is looked for anew', async () => {
  const { ctx, state, clock } = await makeStudio()
  await name(ctx)
  await checkMailDomain(ctx)
  expect(state.calls).not.toContain('get dom_1')
  clock.advance(seconds(10))
  state.found = 'failed'
  await checkMailDomain(ctx)
  clock.advance(seconds(10))
  state.calls = []
  state.found = 'pending'
  expect(await checkMailDomain(ctx)).toMatchObject({ mailDomainState: 'pending' })
  expect(state.calls).toEqual(['verify dom_1', 'get dom_1'])
})

test('the background asks less and less often, never when it is not time, and later where nobody answers', async () => {
  const { ctx, state, clock } = await makeStudio()
  expect(await checkMailDomains(ctx)).toBeNull()
  await name(ctx)
  const start = clock.now()
  const waits: number[] = []
  for (let looks = 0; looks < 40; looks += 1) {
    const dueAt = (await checkMailDomains(ctx)) ?? 0
    waits.push(dueAt - clock.now())
    clock.set(dueAt)
  }
  expect(waits).toEqual(waits.toSorted((a, b) => a - b))
  expect([waits[0], waits.at(-1)]).toEqual([minutes(2), hours(1)])
  expect(state.calls.filter((call) => call.startsWith('get')).length).toBeLessThanOrEqual(40)
  expect(clock.now() - start).toBeGreaterThan(hours(6))

  state.found = null
  expect(await checkMailDomains(ctx)).toBe(clock.now() + minutes(5))
  const failed = { mailDomain: DOMAIN, mailDomainState: 'failed' as const, mailDomainSince: 0 }
  expect(nextLookAt({ ...failed, mailDomainCheckedAt: days(2) })).toBe(days(2) + hours(6))
  expect(nextLookAt({ ...failed, mailDomainCheckedAt: days(31) })).toBeNull()
})

test('news have it looked at soon, whatever they say, and no open form grows old by it', async () => {
  const { ctx, state, announced, settings, clock } = await makeStudio()
  await name(ctx)
  const before = await settings()
  await hurryMailDomain(ctx, 'another.test')
  expect(await settings()).toEqual(before)
  await hurryMailDomain(ctx, DOMAIN)
  expect(announced.at(-1)).toBe(clock.now())
  state.found = 'verified'
  await checkMailDomains(ctx)
  expect(await settings()).toMatchObject({ mailDomainState: 'verified', edition: before?.edition })
})

test('only whoever sets the studio up names, checks or removes one', async () => {
  const team = await makeTeam()
  const mayNot = ['forbidden', 'settings_change']
  for (const [who, refused] of [
    [people.dora, mayNot],
    [people.maria, mayNot],
    [people.ana, ['forbidden', 'not_staff']],
  ] as const) {
    const ctx = await team.as(who)
    const work = [
      name(ctx),
      checkMailDomain(ctx),
      removeMailDomain(ctx),
      changeMailLocalPart(ctx, { localPart: 'x' }),
    ]
    expect([who, await Promise.all(work.map(refusal))]).toEqual([who, work.map(() => refused)])
  }
  expect(await codesOf(name(await team.as(people.martin)))).toBe('no_vendor')
})
