import { webhookEndpoints, type WebhookEndpointRow } from '../../db/tenant/schema/index.ts'
import { sealText } from '../../tenants/access/sealed-text.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { makeId } from '../../tenants/ids.ts'

/** What the endpoints of tests sign with. */
export const TEST_SECRET = `whsec_${btoa('0123456789abcdef0123456789abcdef')}`

/** A program of the studio's that hears of everything, unless told otherwise. */
export async function makeEndpoint(
  { db, tenant, keys, now }: Pick<TenantContext, 'db' | 'keys' | 'now'> & { tenant: { id: string } },
  changes: Partial<WebhookEndpointRow> = {},
): Promise<WebhookEndpointRow> {
  const { id = makeId('whk') } = changes
  const sealing = { keys, use: 'webhook-secret', tenantId: tenant.id, boundTo: id } as const
  const [[row]] = await db.write([
    db.orm
      .insert(webhookEndpoints)
      .values({
        url: 'https://hooks.example.com/studio',
        events: ['*'],
        secretSealed: await sealText(sealing, TEST_SECRET),
        author: 'staff:usr_olga',
        createdAt: now(),
        ...changes,
        id,
      })
      .returning(),
  ])
  if (!row) throw new Error('No endpoint was written')
  return row
}
