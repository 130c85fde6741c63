import { createHmac } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { clients, staff, users } from '../../db/tenant/schema/index.ts'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { hashPassword } from '../../tenants/access/hash-password.ts'
import type { RoleKey } from '../../tenants/access/built-in-roles.ts'
import type { SigningKeys } from '../../tenants/access/signing-keys.ts'
import type { DemoStudio } from './demo-studio.ts'

type DemoPerson = { id: string; email: string; name: string; role: RoleKey | 'client'; ownId: string | null }

/** The password of everybody in the demo: the same as long as the installation's secrets are, another on every other. */
export function demoPassword([{ secret }]: SigningKeys): string {
  const bytes = createHmac('sha256', secret).update('trainerhub/demo-password').digest()
  return bytes.toString('base64url').slice(0, 16)
}

/** Who can sign in at a demo studio: one of each role, the first trainer, the first client. None at a closed one. */
export function listDemoPeople({ slug, trainers, clients: known, settings }: DemoStudio): DemoPerson[] {
  const [trainer] = trainers
  const [client] = known
  if (!trainer || !client) return []
  const name = trainer.name[settings.defaultLocale] ?? ''
  const staffOf = (role: RoleKey, title: string, ownId: string | null = null): DemoPerson => {
    return { id: `usr_${role}`, email: `${role.replace('_', '.')}@${slug}.test`, name: title, role, ownId }
  }
  return [
    staffOf('owner', 'Olga Owner'),
    staffOf('manager', 'Martin Manager'),
    staffOf('trainer', name, trainer.id),
    staffOf('front_desk', 'Dora Desk'),
    {
      id: 'usr_client',
      email: client.email,
      name: `${client.firstName} ${client.lastName}`,
      role: 'client',
      ownId: client.id,
    },
  ]
}

/** Lets these people in, once: what they changed since stays as it is. */
export async function writeDemoPeople(
  { orm, read, write }: TenantDatabase,
  { studio, password, now }: { studio: DemoStudio; password: string; now: number },
): Promise<void> {
  const people = listDemoPeople(studio)
  const [known] = await read([orm.select({ id: users.id }).from(users).where(eq(users.id, 'usr_owner'))])
  if (people.length === 0 || known.length > 0) return
  const passwordHash = await hashPassword(password)
  const { defaultLocale: locale } = studio.settings
  const rows = people.map(({ id, email, name }) => ({
    id,
    email,
    name,
    locale,
    passwordHash,
    createdAt: now,
  }))
  const team = people.flatMap(({ id, role, ownId }) =>
    role === 'client' ? [] : { userId: id, role, trainerId: ownId, createdAt: now },
  )
  const client = people.find(({ role }) => role === 'client')
  await write([
    orm.insert(users).values(rows),
    orm.insert(staff).values(team),
    orm
      .update(clients)
      .set({ userId: client?.id ?? null })
      .where(eq(clients.id, client?.ownId ?? '')),
  ])
}
