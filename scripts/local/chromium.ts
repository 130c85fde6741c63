import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'
import { runCommand, type CommandResult } from './run-command.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome.exe']
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The browser that tests and screenshots use: `CHROMIUM_PATH`, one that is installed, or Playwright's own. */
export function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const candidates = [process.env['CHROMIUM_PATH'] ?? '', ...onPath, ...ELSEWHERE, playwrightsOwn()]
  return candidates.find((path) => path !== '' && existsSync(path))
}

/** The browser for whoever cannot do without. @throws Error that says how to get one. */
export function requireChromium(): string {
  const path = findChromium()
  if (path === undefined) throw new Error('No Chromium: run npm test once, or set CHROMIUM_PATH')
  return path
}

/** Sees to it that there is a Chromium: Debian's where we may install it, else Playwright's own. */
export async function ensureChromium(): Promise<CommandResult> {
  if (findChromium() !== undefined) return { isOk: true, output: '' }
  const isDebianRoot = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0
  const tries = isDebianRoot ? [installFromDebian, installFromPlaywright] : [installFromPlaywright]
  const outputs: string[] = []
  for (const install of tries) {
    const { output } = await install()
    if (findChromium() !== undefined) return { isOk: true, output: '' }
    outputs.push(output)
  }
  outputs.push('There is no Chromium and none could be installed: install one, or set CHROMIUM_PATH to it.')
  return { isOk: false, output: outputs.join('\n') }
}

async function installFromDebian(): Promise<CommandResult> {
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  const updated = await runCommand('apt-get', ['update', '-q'], quiet)
  if (!updated.isOk) return updated
  return runCommand('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], quiet)
}

function installFromPlaywright(): Promise<CommandResult> {
  return runCommand('playwright-core', ['install', 'chromium'])
}

function playwrightsOwn(): string {
  try {
    return chromium.executablePath()
  } catch {
    return ''
  }
}
