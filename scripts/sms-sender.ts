// From whom a studio wants its text messages to come, and what became of that sender's registration with the networks:
// npm run sms-sender -- my-studio [approve | reject --reason="Why"]
import { parseArgs } from 'node:util'
import { identity, messageSettings } from '../db/tenant/schema/index.ts'
import type { TenantContext } from '../tenants/context.ts'
import { decideSmsSender } from '../tenants/sms/decide-sms-sender.ts'
import { makeSmsNumbers } from '../worker/providers/sms-numbers.ts'
import { readFleetEnvironment } from './local/read-environment.ts'
import { openStudio } from './seed/open-studio.ts'
import { systemContext } from './system-context.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { reason: { type: 'string' } },
})

async function openContext(slug: string): Promise<TenantContext> {
  const { registry, keys } = readFleetEnvironment(process.env)
  const db = await openStudio({ registry, keys }, slug)
  const [[own]] = await db.read([db.orm.select().from(identity)])
  if (!own) throw new Error(`There is no studio ${slug}.`)
  const tenant = { id: own.tenantId, slug, name: slug, status: 'active', primaryHost: '' } as const
  return {
    ...systemContext({ tenant, db, keys, now: Date.now }),
    smsNumbers: makeSmsNumbers({ registry: () => registry, keys, tenantId: own.tenantId }),
  }
}

try {
  const [slug, deed] = positionals
  if (slug === undefined) throw new Error('Whose sender? npm run sms-sender -- my-studio')
  const ctx = await openContext(slug)
  const { orm, read } = ctx.db
  const [[asked]] = await read([orm.select().from(messageSettings)])
  const sender = asked?.smsSender
  if (!sender) throw new Error(`${slug} has asked for no sender.`)
  if (deed === undefined) {
    console.log(`${sender}   ${asked.smsState}   ${asked.smsStateReason ?? ''}`)
  } else if (deed === 'approve' || deed === 'reject') {
    await decideSmsSender(ctx, { sender, isApproved: deed === 'approve', reason: values.reason ?? null })
    console.log(`${sender} is ${deed === 'approve' ? 'approved' : 'rejected'}.`)
  } else {
    throw new Error(`There is approve and reject, but no ${deed}.`)
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
