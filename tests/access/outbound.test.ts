import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { listProjectFiles } from '../../scripts/local/list-project-files.ts'

// Whatever the product asks over the network has an address that an operator set: the registry and what it names, the
// host of the databases, the providers of mail and certificates, the resolver of names. Nothing a visitor or a studio typed becomes one.
const CALLS: Record<string, string> = {
  'db/load-statements.ts': 'the same: a database that is being restored',
  'db/migrate-database.ts': 'the same, from scripts',
  'db/open-database.ts': 'the registry, and the databases it names',
  'worker/open-live.ts': 'a trainer’s own object, by its binding: the address goes nowhere',
  'worker/providers/call-database-host.ts': 'the host of the databases, from scripts',
  'worker/providers/custom-hostnames.ts': 'who makes certificates, at an operator’s address',
  'worker/providers/dns-over-https.ts': 'a resolver of an operator’s: names are asked about, never called',
  'worker/providers/fetch-dump.ts': 'the databases that the registry names',
  'worker/providers/fetch-json.ts': 'how several of these are called',
  'worker/providers/resend-domains.ts': 'the provider of mail',
  'worker/providers/resend.ts': 'the provider of mail',
  'worker/providers/twilio.ts': 'the provider of text messages',
  'worker/providers/webhook-sender.ts':
    'programs of studios, where `tenants/webhooks/check-target.ts` lets them be',
  'worker/providers/web-push.ts':
    'the push services that browsers name, checked to be public (`tenants/push`)',
}

const CALLING =
  /(?<![.\w]|override )fetch\((?!request)|\.fetch\((?!request)|\{ createClient\b[^}]*\} from '@libsql|from 'resend'|import\('resend'\)|\bconnect\(|new WebSocket\(|node:(net|http|https|dgram|tls)/

test('only databases, the DNS and the providers of mail and certificates are called, where operators said they are', () => {
  const files = listProjectFiles().filter(
    (path) =>
      /^(db|tenants|worker)\/.*\.ts$/.test(path) &&
      !/\.test\.ts$|^worker\/testing\/|^db\/local-server\//.test(path),
  )
  const calling = files.filter((path) => CALLING.test(readFileSync(path, 'utf8')))

  expect(calling.toSorted()).toEqual(expect.arrayContaining(Object.keys(CALLS)))
  expect(calling.filter((path) => !(path in CALLS))).toEqual([])
})
