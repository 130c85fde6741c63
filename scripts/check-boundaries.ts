// Who may import whom, and what files may not be called: `CONTRIBUTING.md` says it in words, this file decides.
import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import ts from 'typescript'
import { listProjectFiles } from './local/list-project-files.ts'

type SourceFile = { path: string; text: string }

type Rule = {
  /** Folders of ours that may be imported. */
  mayImport: readonly string[]
  /** Modules from elsewhere that may not. */
  neverImports: RegExp
  /** What to do instead. */
  instead: string
}

const FRAMEWORKS =
  /^(hono|@hono\/|@remix-run\/|react(-dom)?(\/|$)|cloudflare:|resend$|wrangler$|miniflare$|node:)/

/** The first rule whose folder holds the file counts. Tests, scripts and benchmarks may import everything. */
const rules: readonly (readonly [string, Rule])[] = [
  [
    'db/local-server/',
    {
      mayImport: ['db/local-server/'],
      neverImports: /^(?!node:|libsql$|jose$|zod$)/,
      instead: 'The server stands alone.',
    },
  ],
  [
    // Where files are hashed that do not fit into memory.
    'db/dump/hash-pieces.ts',
    { mayImport: ['db/'], neverImports: /^(?!node:crypto$)/, instead: 'It does nothing but hash.' },
  ],
  [
    'db/',
    { mayImport: ['db/'], neverImports: FRAMEWORKS, instead: 'What is remembered knows nobody above it.' },
  ],
  [
    // The one place where the runtime's scrypt is called.
    'tenants/access/hash-password.ts',
    { mayImport: ['tenants/'], neverImports: /^(?!node:crypto$)/, instead: 'It does nothing but hash.' },
  ],
  // The one place where mails are drawn: components that only make text.
  ...['mail-layout.ts', 'render-html.ts'].map(
    (name) =>
      [
        `tenants/messages/${name}`,
        {
          mayImport: ['tenants/'],
          neverImports: /^(?!react$|react-dom\/server$|@react-email\/)/,
          instead: 'It does nothing but draw.',
        },
      ] as const,
  ),
  [
    'tenants/',
    {
      mayImport: ['tenants/', 'db/'],
      neverImports: FRAMEWORKS,
      instead: 'Add a port to tenants/context.ts and implement it in worker/providers/.',
    },
  ],
  [
    'web/',
    {
      mayImport: ['web/', 'tenants/'],
      neverImports: /^(hono|@hono\/|cloudflare:|drizzle-orm|@libsql\/|resend$|node:)/,
      instead: 'Call a verb of tenants/ from the loader or the action.',
    },
  ],
  ...['context.ts', 'providers/', 'cron/', 'durable-objects/'].map(
    (place) =>
      [
        `worker/${place}`,
        {
          mayImport: ['worker/', 'tenants/', 'db/'],
          neverImports: /^(@remix-run\/|react)/,
          instead: 'Pages are in web/.',
        },
      ] as const,
  ),
  // Where the Worker meets the site: its build, and what both have to say alike.
  ...['render-portal.ts', 'server-build.d.ts'].map(
    (name) =>
      [
        `worker/${name}`,
        {
          mayImport: ['worker/', 'tenants/', 'build/server/', 'web/content-security-policy.ts'],
          neverImports: /^react/,
          instead: 'Pages are in web/.',
        },
      ] as const,
  ),
  [
    'worker/',
    {
      mayImport: ['worker/', 'tenants/'],
      neverImports: /^(@remix-run\/|react|drizzle-orm|@libsql\/)/,
      instead: 'Reach databases through a verb of tenants/, pages through worker/render-portal.ts.',
    },
  ],
]

const BANNED_NAME = /(^|[-/])(utils?|helpers?|misc|common|managers?)(\.[a-z.]+)?$|\/service\.tsx?$/
const ALLOWED_INDEX = /^(worker\/index\.ts|db\/(registry|tenant)\/schema\/index\.ts)$/
const isTestCode = (path: string) => /^(tests|scripts|bench)\/|\.test\.tsx?$|\/testing\//.test(path)

/** A sentence for each import or file name that the rules forbid. */
export function findViolations(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => [...findNameFaults(file.path), ...findImportFaults(file)])
}

function findNameFaults(path: string): string[] {
  const isBanned = path
    .split('/')
    .some((_, index, parts) => BANNED_NAME.test(`/${parts.slice(0, index + 1).join('/')}`))
  if (isBanned) return [`${path}: name it after what it does`]
  if (/(^|\/)index\.tsx?$/.test(path) && !ALLOWED_INDEX.test(path) && !path.startsWith('web/routes/')) {
    return [`${path}: no barrels; import the file that has it`]
  }
  return []
}

function findImportFaults({ path, text }: SourceFile): string[] {
  if (isTestCode(path)) return []
  const rule = rules.find(([folder]) => path.startsWith(folder))?.[1]
  if (rule === undefined) return []
  return ts
    .preProcessFile(text)
    .importedFiles.flatMap(({ fileName }) => findImportFault(path, rule, fileName) ?? [])
}

function findImportFault(path: string, rule: Rule, imported: string): string | undefined {
  if (!imported.startsWith('.')) {
    return rule.neverImports.test(imported) ? `${path} imports ${imported}. ${rule.instead}` : undefined
  }
  const target = posix.join(posix.dirname(path), imported)
  if (isTestCode(target)) return `${path} imports ${target}: the product does not need its tests or scripts`
  const isServer =
    target.startsWith('db/local-server/') && !/^(db\/local-server|worker\/providers)\//.test(path)
  const isAllowed = rule.mayImport.some((folder) => target.startsWith(folder)) && !isServer
  return isAllowed ? undefined : `${path} imports ${target}. ${rule.instead}`
}

if (import.meta.main) {
  const files = listProjectFiles()
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
  const violations = findViolations(files)
  for (const line of violations) console.log(line)
  process.exitCode = violations.length > 0 ? 1 : 0
}
