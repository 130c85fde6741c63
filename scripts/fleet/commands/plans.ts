import type { Json } from '../client.ts'
import { UsageError, type Command, type Given } from '../command.ts'
import type { Column } from '../print.ts'

const columns: readonly Column<Json>[] = [
  ['CODE', (row) => row['code']],
  ['NAME', (row) => row['name']],
  ['LIMITS', (row) => row['limits']],
  ['TRIAL DAYS', (row) => row['trial_days']],
  ['PUBLIC', (row) => row['is_public']],
  ['STUDIOS', (row) => row['studios']],
  ['ARCHIVED', (row) => row['archived_at']],
]

const used: readonly Column<Json>[] = [
  ['WHAT', (row) => row['key']],
  ['USED', (row) => row['count']],
  ['AT MOST', (row) => row['most'] ?? 'not limited'],
]

const tenantPath = (given: Given, rest: string) =>
  `/tenants/${encodeURIComponent(given.word('studio'))}${rest}`
const planPath = (given: Given) => `/plans/${encodeURIComponent(given.word('plan'))}`

const planOptions = ['name', 'description', 'limits', 'trial-days', 'position'] as const

/** `{"counts":{"clients":100},"features":{"api":false}}` */
function readLimits(text: string): Json {
  try {
    // What it has to be, the API says.
    return JSON.parse(text) as Json
  } catch {
    throw new UsageError('--limits is no JSON, such as {"counts":{"clients":100},"features":{"api":false}}')
  }
}

function planOf({ option, flag }: Given): Json {
  const [limits, trialDays, position] = [option('limits'), option('trial-days'), option('position')]
  return {
    name: option('name'),
    description: option('description'),
    ...(limits === undefined ? {} : { limits: readLimits(limits) }),
    ...(trialDays === undefined ? {} : { trial_days: Number(trialDays) }),
    ...(position === undefined ? {} : { position: Number(position) }),
    ...(flag('public') ? { is_public: true } : {}),
    ...(flag('private') ? { is_public: false } : {}),
  }
}

export const planCommands: readonly Command[] = [
  {
    name: 'plans',
    usage: '',
    says: 'every plan and what it limits',
    async run({ platform, print }) {
      print.table(await platform.list('/plans'), columns)
    },
  },
  {
    name: 'plans create',
    usage: '<code> --name=… [--limits=<json>] [--trial-days=14] [--position=1] [--description=…] [--public]',
    says: 'make a plan',
    options: planOptions,
    flags: ['public', 'private'],
    async run({ platform, given, print }) {
      const body = { limits: {}, ...planOf(given), code: given.word('code'), name: given.need('name') }
      print.one(await platform.send('POST', '/plans', body))
    },
  },
  {
    name: 'plans change',
    usage:
      '<plan> [--name=…] [--limits=<json>] [--trial-days=14] [--position=1] [--description=…] [--public | --private]',
    says: 'change a plan for every studio that has it',
    options: planOptions,
    flags: ['public', 'private'],
    async run({ platform, given, print }) {
      print.one(await platform.send('PATCH', planPath(given), planOf(given)))
    },
  },
  {
    name: 'plans archive',
    usage: '<plan>',
    says: 'give a plan to nobody any more',
    async run({ platform, given, print }) {
      print.one(await platform.send('PATCH', planPath(given), { archived: true }))
    },
  },
  {
    name: 'limits',
    usage: '<studio>',
    says: 'what a studio may use, and what it uses',
    async run({ platform, given, print }) {
      const limits = await platform.get<Json & { usage: Json[] | null }>(tenantPath(given, '/limits'))
      if (limits.usage) print.table(limits.usage, used)
      else print.one(limits)
    },
  },
  {
    name: 'limits plan',
    usage: '<studio> <plan|none>',
    says: 'give a studio a plan',
    async run({ platform, given, print }) {
      const path = tenantPath(given, '/plan')
      const plan = given.word('plan')
      print.one(await platform.send('PUT', path, { plan: plan === 'none' ? null : plan }))
    },
  },
  {
    name: 'limits own',
    usage: '<studio> --limits=<json>',
    says: 'agree with one studio on something else than its plan; {} takes it back',
    options: ['limits'],
    async run({ platform, given, print }) {
      const path = tenantPath(given, '/limits')
      print.one(await platform.send('PUT', path, readLimits(given.need('limits'))))
    },
  },
]
