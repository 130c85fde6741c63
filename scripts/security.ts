// Lets tools that know nothing of us look for holes in a running instance: npm run security
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './local/build.ts'
import { listProjectFiles } from './local/list-project-files.ts'
import { runCommand } from './local/run-command.ts'
import { startSystem } from './local/start-system.ts'
import { startFront, type Front } from './security/front.ts'
import { runFfuf, runSqlmap, runWapiti, type Findings, type SqlTarget } from './security/tools.ts'
import { demoPassword } from './seed/demo-people.ts'

const HOST = 'ironworks.localhost'
const JSON_TYPE = { 'Content-Type': 'application/json' }

/** Requests whose every part reaches a database, and where `*` stands for more of it. */
const sqlTargets: readonly SqlTarget[] = [
  {
    about: 'free times',
    path: '/api/v1/availability/available-slots?service_id=personal-training&trainer_id=maria&from=2027-01-04&to=2027-01-05',
  },
  { about: 'clients, searched', path: '/api/v1/clients?search=elena&client_group_id=grp_1&limit=5' },
  {
    about: 'bookings, filtered',
    path: '/api/v1/bookings?client_email=a@example.test&trainer_id=trn_maria&limit=5',
  },
  { about: 'one booking', path: '/api/v1/bookings/bkg_1*?token=abc' },
  { about: 'the audit log', path: '/api/v1/audit-log?actor=staff:usr_owner&action=client.view&limit=5' },
  { about: 'a day of the portal', path: '/book/personal-training/maria?day=2027-01-04' },
  {
    about: 'booking',
    path: '/api/v1/bookings',
    headers: JSON_TYPE,
    body: '{"service_id":"svc_personal_training*","start_time":"2027-01-05T09:00:00Z","client":{"first_name":"A*","last_name":"B*","email":"a@example.test*"}}',
  },
  {
    about: 'signing in',
    path: '/api/v1/users/login',
    headers: JSON_TYPE,
    body: '{"email":"owner@ironworks.test*","password":"wrong*"}',
  },
]

/** Names of what must never be served: our own files, and what others have left lying about. */
const forgotten =
  `.env .dev.vars .git/HEAD .git/config .svn/entries .DS_Store .npmrc .htaccess backup.zip backup.sql
  dump.sql db.sqlite server-status phpinfo.php wp-login.php actuator metrics debug console graphql swagger.json api api/v1
  api/v2 admin.php build/server/index.js index.js.map assets/ _worker.js cdn-cgi/trace dev/mailbox operator`.split(
    /\s+/,
  )

/** What a tool reports and why it is no hole. */
const explained: readonly (readonly [RegExp, string])[] = [
  [
    /X-Frame-Options is not set/,
    'frame-ancestors of the policy says it; browsers have believed it for a decade',
  ],
  [/X-XSS-Protection is not set/, 'no browser has the filter any more, and it was a hole of its own'],
  [/Strict-Transport-Security is not set/, 'this instance is plain http; over https it is there'],
]

async function main(): Promise<void> {
  for (const tool of ['sqlmap', 'wapiti', 'ffuf']) await requireTool(tool)
  const built = await build()
  if (!built.isOk) throw new Error(built.output)
  const dataDir = mkdtempSync(join(tmpdir(), 'trainerhub-security-'))
  const system = await startSystem({ dataDir, seed: 'demo' })
  const fronts: Front[] = []
  try {
    const { url } = system
    const bearer = await signIn(url, demoPassword(system.fleet.keys))
    const open = async (headers: Record<string, string> = {}) => {
      const front = await startFront({ url, host: HOST, headers })
      fronts.push(front)
      return front
    }
    const nobody = await open()
    const owner = await open({ authorization: `Bearer ${bearer.token}` })
    const desk = await open({ cookie: bearer.cookie })

    const findings: Findings[] = []
    const note = (one: Findings) => {
      findings.push(one)
      say(`${one.tool.padEnd(7)} ${one.about.padEnd(28)} ${one.found.length === 0 ? 'nothing' : ''}`)
      for (const line of one.found) say(`        ${line} (${reasonFor(line) ?? 'not explained'})`)
    }
    const files = listProjectFiles()
    note(await runFfuf(nobody.url, { about: 'forgotten files', words: [...forgotten, ...files] }))
    for (const target of sqlTargets) note(await runSqlmap(owner.url, target))
    note(await runWapiti(nobody.url, 'the site, as nobody'))
    note(await runWapiti(desk.url, 'the site, as an owner'))

    const broken = fronts.reduce((sum, front) => sum + countBroken(front), 0)
    const asked = fronts.reduce((sum, front) => sum + countAll(front), 0)
    say(`${asked} requests in all; answered with 500 or more: ${broken}`)
    if (broken > 0 || findings.some(({ found }) => found.some((line) => reasonFor(line) === undefined)))
      process.exitCode = 1
  } finally {
    for (const front of fronts) await front.close()
    await system.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** @throws Error that says how to get the tool. */
async function requireTool(tool: string): Promise<void> {
  const { isOk } = await runCommand('sh', ['-c', `command -v ${tool}`])
  if (!isOk) throw new Error(`${tool} is missing: apt-get install sqlmap wapiti ffuf`)
}

/** The demo owner, as a program and as a browser. */
async function signIn(url: string, password: string): Promise<{ token: string; cookie: string }> {
  const email = 'owner@ironworks.test'
  const front = await startFront({ url, host: HOST })
  try {
    const byApi = await fetch(`${front.url}/api/v1/users/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    })
    // As the API describes it.
    const { token } = (await byApi.json()) as { token: string }
    const byForm = await fetch(`${front.url}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ email, password }),
    })
    const [cookie = ''] = (byForm.headers.get('set-cookie') ?? '').split(';')
    if (!token || !cookie) throw new Error('The demo owner cannot sign in')
    return { token, cookie }
  } finally {
    await front.close()
  }
}

function reasonFor(finding: string): string | undefined {
  return explained.find(([pattern]) => pattern.test(finding))?.[1]
}

function countAll(front: Front): number {
  return [...front.answers().values()].reduce((sum, count) => sum + count, 0)
}

function countBroken(front: Front): number {
  return [...front.answers()].reduce((sum, [status, count]) => (status >= 500 ? sum + count : sum), 0)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

await main()
