// Plain JavaScript without dependencies: it runs under whatever Node there is, on a fresh clone.
import { spawn, spawnSync } from 'child_process'
import { existsSync, statSync } from 'fs'
import { constants } from 'os'
import { dirname, join } from 'path'
import { fileURLToPath } from 'url'

const projectDir = dirname(dirname(fileURLToPath(import.meta.url)))
const OLDEST_NODE = 20

/** Installs what is missing, then runs `script` in the project's own Node and ends as it ends. */
export function handOver(script) {
  const major = Number(process.versions.node.split('.')[0])
  if (major < OLDEST_NODE) {
    fail(
      `TrainerHub needs Node ${OLDEST_NODE} or newer, and this is ${process.versions.node}: see https://nodejs.org`,
    )
  }
  if (!isInstalled()) install()
  run(join(projectDir, 'scripts', script))
}

function fail(line) {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}

/** npm writes its own lock file into node_modules last. */
function isInstalled() {
  const installed = join(projectDir, 'node_modules', '.package-lock.json')
  const wanted = join(projectDir, 'package-lock.json')
  return (
    existsSync(nodeBinary()) &&
    existsSync(installed) &&
    statSync(installed).mtimeMs >= statSync(wanted).mtimeMs
  )
}

function install() {
  process.stdout.write('Installing dependencies …\n')
  // Inside an npm script, npm says where it is itself.
  const npm = process.env.npm_execpath
  const [command, ...first] = npm && npm.endsWith('.js') ? [process.execPath, npm] : ['npm']
  const args = [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error']
  const options = {
    cwd: projectDir,
    encoding: 'utf8',
    shell: process.platform === 'win32' && first.length === 0,
  }
  const { status, stdout, stderr, error } = spawnSync(command, args, options)
  if (status === 0) return
  process.stderr.write(`${stdout || ''}${stderr || ''}`)
  fail(`Installing the dependencies failed${error ? `: ${error.message}` : '.'}`)
}

/** Node 24, which comes as a dev dependency. */
function nodeBinary() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  return join(projectDir, 'node_modules', 'node', 'bin', name)
}

function run(script) {
  // Over the channel the child notices when this process is gone, however it went.
  const child = spawn(
    nodeBinary(),
    ['--disable-warning=ExperimentalWarning', script, ...process.argv.slice(2)],
    {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // From a terminal the child has got SIGINT too; hearing it twice does no harm.
    process.on(signal, () => child.kill(signal))
  }
  // npm's shell may die of a signal without passing it on: then nobody waits for us any more.
  const parent = process.ppid
  const watch = setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 500)
  watch.unref()
  child.on('error', (error) => fail(`Node could not be started: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code === null ? 128 + constants.signals[signal] : code))
}
