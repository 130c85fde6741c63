import { expect, test } from 'vitest'
import { findViolations } from './check-boundaries.ts'

const check = (path: string, ...imports: string[]) =>
  findViolations([{ path, text: imports.map((name) => `import { x } from '${name}'`).join('\n') }])

test.each([
  ['db/tenant/schema/trainers.ts', './locations.ts', 'drizzle-orm/sqlite-core'],
  ['db/local-server/main.ts', './errors.ts', 'node:http', 'libsql'],
  [
    'tenants/bookings/create-booking.ts',
    '../context.ts',
    '../../db/tenant/schema/index.ts',
    'zod',
    'drizzle-orm',
  ],
  [
    'web/routes/_index.tsx',
    '../theme/theme.ts',
    '../../tenants/studio/get-catalogue.ts',
    'react',
    '@remix-run/react',
  ],
  ['worker/api/bookings.ts', '../app.ts', '../../tenants/errors.ts', 'hono', 'cloudflare:workers'],
  ['worker/context.ts', '../db/registry/open-registry.ts'],
  ['worker/cron/run-cron.ts', '../../db/registry/open-registry.ts'],
  ['worker/providers/sqld-database-host.ts', '../../db/local-server/database-tokens.ts', 'jose'],
  ['worker/durable-objects/trainer-calendar.ts', '../../db/open-database.ts'],
  ['worker/render-portal.ts', '../build/server/index.js', '@remix-run/cloudflare'],
  ['scripts/seed/seed-demo.ts', '../../worker/env.ts', '../../db/open-database.ts', 'node:fs'],
  ['tenants/bookings/create-booking.test.ts', '../../tests/support/make-tenant.ts', 'vitest'],
])('lets %s import what its folder may', (path, ...imports) => {
  expect(check(path, ...imports)).toEqual([])
})

test.each([
  ['db/open-database.ts', '../tenants/errors.ts'],
  ['db/open-database.ts', './local-server/main.ts'],
  ['db/open-database.ts', 'node:fs'],
  ['db/local-server/main.ts', '../open-database.ts'],
  ['db/local-server/main.ts', 'hono'],
  ['tenants/errors.ts', '../worker/env.ts'],
  ['tenants/errors.ts', '../web/theme/theme.ts'],
  ['tenants/errors.ts', 'hono'],
  ['tenants/errors.ts', 'hono/http-exception'],
  ['tenants/errors.ts', '@remix-run/cloudflare'],
  ['tenants/errors.ts', 'cloudflare:workers'],
  ['tenants/errors.ts', 'resend'],
  ['tenants/errors.ts', 'node:crypto'],
  ['tenants/fleet/provision-tenant.ts', '../../db/local-server/main.ts'],
  ['tenants/errors.ts', '../tests/support/make-tenant.ts'],
  ['web/routes/_index.tsx', '../../db/tenant/schema/index.ts'],
  ['web/routes/_index.tsx', '../../worker/env.ts'],
  ['web/routes/_index.tsx', 'drizzle-orm'],
  ['worker/api/bookings.ts', '../../db/open-database.ts'],
  ['worker/api/bookings.ts', 'drizzle-orm'],
  ['worker/app.ts', '../web/root.tsx'],
  ['worker/app.ts', '../build/server/index.js'],
  ['worker/app.ts', '../scripts/start.ts'],
])('keeps %s from importing %s', (path, imported) => {
  expect(check(path, imported)).toEqual([expect.stringContaining(path)])
})

test.each([
  ["import type { X } from '../worker/env.ts'"],
  ["export * from '../worker/env.ts'"],
  ["const env = await import('../worker/env.ts')"],
  ["import '../worker/env.ts'"],
])('sees %s', (text) => {
  expect(findViolations([{ path: 'tenants/errors.ts', text }])).toHaveLength(1)
})

test.each([
  'tenants/bookings/utils.ts',
  'web/lib/form-helpers.ts',
  'worker/common.ts',
  'tenants/misc/dates.ts',
  'tenants/bookings/booking-manager.ts',
  'tenants/bookings/service.ts',
  'tenants/bookings/index.ts',
])('finds no good name in %s', (path) => {
  expect(check(path)).toHaveLength(1)
})

test.each([
  'tenants/studio/get-service.ts',
  'worker/api/services.ts',
  'worker/index.ts',
  'db/tenant/schema/index.ts',
])('has nothing against %s', (path) => {
  expect(check(path)).toEqual([])
})
