import { fork } from 'node:child_process'

const firstPauseMs = 50
const longestPauseMs = 5_000
const stableAfterMs = 10_000

/**
 * Runs `script` with this process's own arguments in a child process and starts it again, on the same ports, when it
 * crashes. The binding of the engine aborts its whole process on text that is not UTF-8, which SQL can produce from
 * stored data: `json_extract('"\ud800"', '$')`. What was committed is safe; the clients see a broken connection.
 * Goes when told to, and when whoever forked this process is gone.
 */
export function superviseServer(script: string): void {
  const ownArguments = process.argv.slice(2).filter((argument) => argument !== '--supervise')
  let ports: string[] = []
  let pauseMs = firstPauseMs
  let isStopping = false

  const start = (): void => {
    const startedAt = performance.now()
    const child = fork(script, [...ownArguments, ...ports])
    const stop = (): void => {
      isStopping = true
      child.kill('SIGTERM')
    }
    process.on('SIGTERM', stop).on('SIGINT', stop).on('disconnect', stop)
    child.on('message', (message) => (ports = portArguments(message)))
    child.on('exit', (code, signal) => {
      process.off('SIGTERM', stop).off('SIGINT', stop).off('disconnect', stop)
      if (isStopping || signal === null) process.exit(code ?? 0)
      pauseMs =
        performance.now() - startedAt > stableAfterMs ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs)
      process.stderr.write(`The database server died of ${signal}; starting it again\n`)
      setTimeout(start, pauseMs)
    })
  }
  start()
}

/** From the child's first message, so that a server that took any free port gets the same one again. */
function portArguments(message: unknown): string[] {
  if (typeof message !== 'object' || message === null || !('url' in message) || !('adminUrl' in message))
    return []
  return ['--port', portOf(message.url), '--admin-port', portOf(message.adminUrl)]
}

function portOf(url: unknown): string {
  return new URL(String(url)).port
}
