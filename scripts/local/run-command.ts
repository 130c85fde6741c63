import { spawn } from 'node:child_process'
import { delimiter, resolve } from 'node:path'

/** The project's folder, whatever folder a script was called from. */
export const projectDir = resolve(import.meta.dirname, '../..')

export type CommandResult = { isOk: boolean; output: string }

/**
 * Runs one of the project's tools to its end and keeps what it prints. `node` and all others are those in
 * `node_modules/.bin`. Never rejects.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<CommandResult> {
  const { promise, resolve: settle } = Promise.withResolvers<CommandResult>()
  const child = spawn(command, args, {
    cwd: projectDir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...quietEnv, ...process.env, PATH: toolPath, ...env },
  })
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.on('error', (error) => settle({ isOk: false, output: error.message }))
  child.on('close', (code) => settle({ isOk: code === 0, output: Buffer.concat(chunks).toString() }))
  return promise
}

const toolPath = [resolve(projectDir, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter)
const quietEnv = { WRANGLER_SEND_METRICS: 'false', WRANGLER_WRITE_LOGS: 'false', NO_COLOR: '1' }
