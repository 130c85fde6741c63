import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const setupFiles = ['tests/support/fail-on-console.ts']

/** A machine that others use too may make a test miss a real clock once: not twice. `npm test` names whoever needed that. */
const retry = process.env['CI'] === undefined ? 0 : 1

export default defineConfig({
  test: {
    // Tests wait for their databases most of the time, so every core has a worker: by default one would stay idle.
    maxWorkers: '100%',
    projects: [
      {
        // As `wrangler.toml` has it.
        define: { __DEVELOPMENT__: 'true' },
        // Verbs, schemas and pure code, next to their subject, on a real local libSQL server.
        test: {
          name: 'unit',
          include: [
            '{db,tenants,web,scripts,bench}/**/*.test.{ts,tsx}',
            'worker/**/*.test.ts',
            // What goes right across the product: races, pairs of options, real studios' rules.
            'tests/engine/**/*.test.ts',
            // Who may do what, asked of everybody about everything.
            'tests/access/**/*.test.ts',
          ],
          setupFiles,
          retry,
          // Far above what any of them takes: a slow machine is no fault of theirs.
          testTimeout: 90_000,
        },
      },
      {
        // Durable Objects and everything that needs the Workers runtime.
        plugins: [
          cloudflareTest({
            main: './tests/worker/worker.ts',
            wrangler: { configPath: './wrangler.toml' },
            miniflare: { bindings: { SECRET_KEYS: `test:${btoa('t'.repeat(32))}` } },
          }),
        ],
        test: {
          name: 'workerd',
          include: ['tests/worker/**/*.test.ts'],
          globalSetup: ['tests/worker/global-setup.ts'],
        },
      },
      {
        // The built Worker, real databases, HTTP from outside.
        test: {
          name: 'system',
          include: ['tests/system/**/*.test.ts'],
          setupFiles,
          retry,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        // The same, seen through Chromium.
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          setupFiles,
          retry,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
