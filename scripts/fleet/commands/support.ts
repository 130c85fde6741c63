import type { Json } from '../client.ts'
import { UsageError, type Command } from '../command.ts'
import type { Column } from '../print.ts'

const pathOf = (base: string, word: string, rest = '') => `${base}/${encodeURIComponent(word)}${rest}`

const visits: readonly Column<Json>[] = [
  ['ID', (row) => row['id']],
  ['STUDIO', (row) => row['tenant_id']],
  ['WHO', (row) => row['operator_name']],
  ['WHY', (row) => row['reason']],
  ['FROM', (row) => row['created_at']],
  ['UNTIL', (row) => row['ended_at'] ?? row['expires_at']],
  ['OPEN', (row) => row['is_open']],
]

const found: readonly Column<Json>[] = [
  ['STUDIO', (row) => row['tenant_id']],
  ['BOOKING', (row) => row['booking_id']],
  ['STATE', (row) => row['status']],
  ['BEGINS', (row) => row['starts_at']],
]

const flags: readonly Column<Json>[] = [
  ['FLAG', (row) => row['key']],
  ['ON', (row) => row['is_on']],
  ['WHAT IT DOES', (row) => row['description']],
  ['ON AT', (row) => row['on_at']],
  ['OFF AT', (row) => row['off_at']],
]

const tenantFlags: readonly Column<Json>[] = [
  ['FLAG', (row) => row['key']],
  ['ON', (row) => row['is_on']],
  ['OF ITS OWN', (row) => row['own'] ?? 'as everywhere'],
]

const notices: readonly Column<Json>[] = [
  ['ID', (row) => row['id']],
  ['WHAT', (row) => row['kind']],
  ['TO', (row) => row['audience']],
  ['STUDIO', (row) => row['tenant_id'] ?? 'every studio'],
  ['FROM', (row) => row['starts_at']],
  ['UNTIL', (row) => row['ends_at']],
  ['WITHDRAWN', (row) => row['withdrawn_at']],
]

function readState(word: string): boolean | null {
  if (word === 'on' || word === 'off') return word === 'on'
  if (word === 'default') return null
  throw new UsageError('Say on, off or default.')
}

export const supportCommands: readonly Command[] = [
  {
    name: 'find',
    usage: '<bkg_… | e-mail> --reason=… [--tenant=<studio>]',
    says: 'find bookings, in one studio or in all of them',
    options: ['reason', 'tenant'],
    async run({ platform, given, print }) {
      const asked = { what: given.word('number or e-mail'), reason: given.need('reason') }
      const bookings: Json[] = []
      let after: unknown = null
      do {
        const tenant = given.option('tenant') ?? null
        const answer: Json = await platform.send('POST', '/find', { ...asked, tenant, after })
        bookings.push(...(answer['bookings'] as Json[]))
        const missed = answer['unreachable'] as string[]
        if (missed.length > 0) print.say(`These did not answer: ${missed.join(', ')}`)
        after = answer['next']
      } while (after !== null)
      print.table(bookings, found)
    },
  },
  {
    name: 'visits',
    usage: '[--tenant=<studio>] [--limit=50]',
    says: 'who went into which studio as support',
    options: ['tenant', 'limit'],
    async run({ platform, given, print }) {
      const limit = Number(given.option('limit') ?? 50)
      print.table(await platform.list('/support-visits', { tenant: given.option('tenant'), limit }), visits)
    },
  },
  {
    name: 'visits end',
    usage: '<visit>',
    says: 'send support out of a studio',
    async run({ platform, given, print }) {
      await platform.send('POST', pathOf('/support-visits', given.word('visit'), '/end'))
      print.say('It is over.')
    },
  },
  {
    name: 'flags',
    usage: '[--tenant=<studio>]',
    says: 'every feature flag, or as they are at one studio',
    options: ['tenant'],
    async run({ platform, given, print }) {
      const tenant = given.option('tenant')
      if (tenant === undefined) print.table(await platform.list('/feature-flags'), flags)
      else print.table(await platform.list(pathOf('/tenants', tenant, '/feature-flags')), tenantFlags)
    },
  },
  {
    name: 'flags set',
    usage: '<flag> <on|off|default> [--tenant=<studio>] [--description=…]',
    says: 'say what a flag is, everywhere or at one studio',
    options: ['tenant', 'description'],
    async run({ platform, given, print }) {
      const flag = given.word('flag')
      const isOn = readState(given.word('on, off or default'))
      const tenant = given.option('tenant')
      if (tenant === undefined && isOn === null) throw new UsageError('Everywhere it is on or off.')
      const path = pathOf('/feature-flags', flag)
      const body =
        tenant === undefined ? { description: given.need('description'), is_on: isOn } : { is_on: isOn }
      const whole = tenant === undefined ? path : pathOf('/tenants', tenant, path)
      print.one(await platform.send('PUT', whole, body))
    },
  },
  {
    name: 'flags delete',
    usage: '<flag>',
    says: 'forget a flag',
    async run({ platform, given, print }) {
      await platform.send('DELETE', pathOf('/feature-flags', given.word('flag')))
      print.say('It is gone.')
    },
  },
  {
    name: 'notices',
    usage: '[--limit=50]',
    says: 'what studios were, are and will be told',
    options: ['limit'],
    async run({ platform, given, print }) {
      print.table(await platform.list('/notices', { limit: Number(given.option('limit') ?? 50) }), notices)
    },
  },
  {
    name: 'notices add',
    usage:
      '--kind=<maintenance|announcement> --en=… --bg=… --from=<instant> --until=<instant> [--everyone] [--tenant=<studio>]',
    says: 'tell studios something',
    options: ['kind', 'en', 'bg', 'from', 'until', 'tenant'],
    flags: ['everyone'],
    async run({ platform, given, print }) {
      const notice = await platform.send('POST', '/notices', {
        kind: given.need('kind'),
        audience: given.flag('everyone') ? 'everyone' : 'staff',
        tenant: given.option('tenant') ?? null,
        text: { en: given.need('en'), bg: given.need('bg') },
        starts_at: given.need('from'),
        ends_at: given.need('until'),
      })
      print.one(notice)
    },
  },
  {
    name: 'notices withdraw',
    usage: '<notice>',
    says: 'tell it no more',
    async run({ platform, given, print }) {
      await platform.send('POST', pathOf('/notices', given.word('notice'), '/withdraw'))
      print.say('It is told no more.')
    },
  },
]
