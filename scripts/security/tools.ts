import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { runCommand } from '../local/run-command.ts'

/** What a tool says it found, in its own words; nothing is good. */
export type Findings = { tool: string; about: string; found: string[] }

const scratch = () => mkdtempSync(join(tmpdir(), 'trainerhub-security-'))

export type SqlTarget = { about: string; path: string; body?: string; headers?: Record<string, string> }

/** sqlmap on every parameter of one request, path and JSON members that are marked with `*` included. */
export async function runSqlmap(
  url: string,
  { about, path, body, headers = {} }: SqlTarget,
): Promise<Findings> {
  const { output } = await runCommand('sqlmap', [
    '--batch',
    '--disable-coloring',
    '--flush-session',
    `--output-dir=${scratch()}`,
    '--dbms=SQLite',
    '--level=2',
    '--risk=2',
    '--technique=BEUSQ',
    '--threads=4',
    // Being refused is what is expected here.
    '--ignore-code=*',
    `--url=${url}${path}`,
    ...(body === undefined ? [] : [`--data=${body}`]),
    ...Object.entries(headers).map(([name, value]) => `--header=${name}: ${value}`),
  ])
  const isClean = /do not appear to be injectable/.test(output)
  const isFound = /identified the following injection point|is vulnerable/.test(output)
  if (isClean && !isFound) return { tool: 'sqlmap', about, found: [] }
  return { tool: 'sqlmap', about, found: [lastLines(output)] }
}

/** Those of wapiti's attacks that concern a site like this; forgotten files are looked for by ffuf. */
const MODULES = 'blindsql,crlf,csp,exec,file,http_headers,methods,permanentxss,redirect,sql,xss,xxe'

const wapitiReport = z.object({
  vulnerabilities: z.record(z.string(), z.array(z.object({ path: z.string(), info: z.string() }))),
  anomalies: z.record(z.string(), z.array(z.object({ path: z.string(), info: z.string() }))),
})

/** wapiti's crawl and its attacks; what it reports, a line each. */
export async function runWapiti(url: string, about: string): Promise<Findings> {
  const dir = scratch()
  const report = join(dir, 'report.json')
  const { output } = await runCommand('wapiti', [
    ...`-u ${url}/ --scope folder --flush-session --store-session ${dir} --store-config ${dir}`.split(' '),
    ...'-d 3 --max-links-per-page 25 --max-scan-time 60 --max-attack-time 20'.split(' '),
    ...`-m ${MODULES} --no-bugreport --color -f json -o ${report}`.split(' '),
  ])
  try {
    const { vulnerabilities, anomalies } = wapitiReport.parse(JSON.parse(readFileSync(report, 'utf8')))
    const found = [...Object.entries(vulnerabilities), ...Object.entries(anomalies)].flatMap(([kind, list]) =>
      list.map(({ path, info }) => `${kind}: ${path} ${info}`),
    )
    return { tool: 'wapiti', about, found: [...new Set(found)] }
  } catch {
    return { tool: 'wapiti', about, found: [`did not run: ${lastLines(output)}`] }
  }
}

const ffufReport = z.object({ results: z.array(z.object({ url: z.string(), status: z.int() })) })

/** ffuf: which of these paths answer with anything but "there is nothing", "not yours" or "not so". */
export async function runFfuf(
  url: string,
  { about, words }: { about: string; words: readonly string[] },
): Promise<Findings> {
  const dir = scratch()
  const list = join(dir, 'words.txt')
  const report = join(dir, 'report.json')
  writeFileSync(list, [...new Set(words)].join('\n'))
  const options = `-u ${url}/FUZZ -w ${list} -mc all -fc 401,403,404,405,410,422 -s -o ${report} -of json`
  const { output } = await runCommand('ffuf', options.split(' '))
  try {
    const { results } = ffufReport.parse(JSON.parse(readFileSync(report, 'utf8')))
    return { tool: 'ffuf', about, found: results.map((one) => `${one.status} ${one.url.slice(url.length)}`) }
  } catch {
    return { tool: 'ffuf', about, found: [`did not run: ${lastLines(output)}`] }
  }
}

const lastLines = (output: string): string => output.trim().split('\n').slice(-12).join('\n')
