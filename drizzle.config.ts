import { defineConfig } from 'drizzle-kit'

// Two kinds of database, one tool: `SCHEMA=registry npm run generate -- --name what-changes`.
const kind = process.env.SCHEMA === 'registry' ? 'registry' : 'tenant'

export default defineConfig({
  dialect: 'turso',
  schema: `./db/${kind}/schema/index.ts`,
  out: `./db/${kind}/migrations`,
})
