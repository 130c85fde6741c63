// The platform's people: npm run operator -- add you@example.com [--name=You] [--role=support|operator|administrator] | reset … | disable … | list
// add and reset print a link, once, with which its owner chooses a password and sets up the second factor.
import { parseArgs } from 'node:util'
import { operatorRoles, type OperatorRole } from '../db/registry/schema/index.ts'
import { isAppError } from '../tenants/errors.ts'
import { disableOperator } from '../tenants/operators/disable-operator.ts'
import { inviteOperator } from '../tenants/operators/invite-operator.ts'
import { listOperators } from '../tenants/operators/list-operators.ts'
import { makePlatformContext, type PlatformContext } from '../tenants/operators/platform-context.ts'
import { resetOperator } from '../tenants/operators/reset-operator.ts'
import { readFleetEnvironment } from './local/read-environment.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { name: { type: 'string' }, role: { type: 'string' }, origin: { type: 'string' } },
})

async function run(ctx: PlatformContext): Promise<void> {
  const [deed, email] = positionals
  if (deed === 'list') return printOperators(ctx)
  if (email === undefined) throw new Error('Who? npm run operator -- add you@example.com')
  if (deed === 'add') {
    const who = { email, name: values.name ?? email, role: readRole(values.role ?? 'administrator') }
    return printLink(ctx, await inviteOperator(ctx, who))
  }
  if (deed === 'reset') return printLink(ctx, await resetOperator(ctx, { email }))
  if (deed !== 'disable') throw new Error(`There is add, reset, disable and list, but no ${deed}.`)
  await disableOperator(ctx, { email })
  console.log(`${email} gets in nowhere any more.`)
}

function readRole(given: string): OperatorRole {
  const role = operatorRoles.find((one) => one === given)
  if (!role) throw new Error(`There are the roles ${operatorRoles.join(', ')}, but no ${given}.`)
  return role
}

function printLink({ origin }: PlatformContext, { token }: { token: string }): void {
  console.log(`${origin}/operator/join?token=${token}\nIt works once, within a week, and is shown only now.`)
}

async function printOperators(ctx: PlatformContext): Promise<void> {
  for (const { email, role, state, lastSeenAt } of await listOperators(ctx)) {
    const seen = lastSeenAt === null ? '' : `   seen ${new Date(lastSeenAt).toISOString()}`
    console.log(`${email.padEnd(32)} ${role.padEnd(13)} ${state}${seen}`)
  }
}

try {
  const { registry: db, keys, platformHost } = readFleetEnvironment(process.env)
  const origin = values.origin ?? `https://${platformHost}`
  const visitor = { network: '', userAgent: 'scripts/operator.ts' }
  const occasion = { db, keys, origin, visitor, now: Date.now, requestId: 'script' }
  await run(makePlatformContext({ ...occasion, login: null, isTerminal: true }))
} catch (error) {
  const faults = isAppError(error) ? (error.details.errors ?? []) : []
  console.error(error instanceof Error ? error.message : error)
  for (const { path, message } of faults) console.error(`  ${path}: ${message}`)
  process.exitCode = 1
}
