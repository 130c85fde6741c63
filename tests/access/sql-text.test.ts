import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { listProjectFiles } from '../../scripts/local/list-project-files.ts'

/** Where a statement is made of text, and why nothing that anybody sent is in it. */
const TEXT: Record<string, string> = {
  'db/tenant/schema/services.ts': 'two numbers of the schema',
  'tenants/access/list-devices.ts': 'a length',
  'tenants/bookings/booking-statuses.ts': 'words of the schema',
  'tenants/clients/list-clients.ts': 'columns of the schema, and which way they are sorted',
  'tenants/fleet/copies/scrub-copy.ts': 'triggers, as the database itself has them',
  'tenants/imports/undo-rows.ts': 'conditions of its own',
  'tenants/policies/offences.ts': 'the alias of a table, from our own code',
  'tenants/policies/was-refilled.ts': 'the alias of a table, from our own code',
  'tenants/waitlist/in-line.ts': 'words of the schema',
  'tenants/waitlist/move-waitlists-on.ts': 'two conditions of its own',
}

test('no statement is put together from text: what was sent is a parameter, always', () => {
  const files = listProjectFiles().filter(
    (path) =>
      /^(db|tenants|worker|web)\/.*\.tsx?$/.test(path) && !/\.test\.ts$|^db\/local-server\//.test(path),
  )
  const raw = files.filter((path) =>
    /\bsql\.raw\(|\.execute\(\s*`|\.prepare\(\s*`/.test(readFileSync(path, 'utf8')),
  )

  expect(files.length).toBeGreaterThan(300)
  expect(raw.filter((path) => !(path in TEXT))).toEqual([])
})
