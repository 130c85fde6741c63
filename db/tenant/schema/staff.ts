import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { oneTimeTokens } from '../../access/one-time-tokens.ts'
import { users } from '../../access/users.ts'
import { trainers } from './trainers.ts'

/** What rights are about. */
export const areas = [
  'bookings',
  'calendar',
  'clients',
  'services',
  'availability',
  'money',
  'messages',
  'reports',
  'settings',
  'staff',
  'data',
] as const
export type Area = (typeof areas)[number]

/** Whose: `own` is what belongs to the trainer that the person is. */
export const reaches = ['none', 'own', 'any'] as const
export type Reach = (typeof reaches)[number]

/** How far looking and changing go, area by area. */
export type Grants = Record<Area, { view: Reach; change: Reach }>

/** Roles a studio shaped itself, besides those that `tenants/access/built-in-roles.ts` lists. */
export const roles = sqliteTable('roles', {
  id: text('id').primaryKey(),
  name: text('name').notNull().unique(),
  grants: text('grants', { mode: 'json' }).$type<Grants>().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

/** Who works here: a person, in a role. Who left stays as a row, so that history has a name. */
export const staff = sqliteTable(
  'staff',
  {
    userId: text('user_id')
      .primaryKey()
      .references(() => users.id),
    // `owner`, `manager`, `trainer`, `front_desk`, or the id of one of `roles`.
    role: text('role').notNull(),
    // Which trainer the person is, when one.
    trainerId: text('trainer_id').references(() => trainers.id),
    status: text('status', { enum: ['active', 'removed'] })
      .notNull()
      .default('active'),
    createdAt: integer('created_at').notNull(),
    removedAt: integer('removed_at'),
  },
  (t) => [
    uniqueIndex('staff_trainer_idx')
      .on(t.trainerId)
      .where(sql`${t.status} = 'active'`),
    index('staff_role_idx').on(t.role),
  ],
)

/** Who was asked to work here and has not answered yet, or has. */
export const invitations = sqliteTable(
  'invitations',
  {
    id: text('id').primaryKey(),
    // Lower case.
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: text('role').notNull(),
    trainerId: text('trainer_id').references(() => trainers.id),
    // The link that was sent last.
    tokenId: text('token_id')
      .notNull()
      .references(() => oneTimeTokens.id),
    // As the audit log writes it.
    invitedBy: text('invited_by').notNull(),
    createdAt: integer('created_at').notNull(),
    acceptedAt: integer('accepted_at'),
    revokedAt: integer('revoked_at'),
  },
  (t) => [
    uniqueIndex('invitations_open_idx')
      .on(t.email)
      .where(sql`${t.acceptedAt} IS NULL AND ${t.revokedAt} IS NULL`),
    index('invitations_token_idx').on(t.tokenId),
  ],
)

export type StaffRow = typeof staff.$inferSelect
export type RoleRow = typeof roles.$inferSelect
export type InvitationRow = typeof invitations.$inferSelect
