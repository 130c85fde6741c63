import { runCommand } from './run-command.ts'
import type { Step } from './run-steps.ts'

const tool = (name: string, command: string, ...args: string[]): Step => ({
  name,
  run: () => runCommand(command, args),
})

/** Files that were fine and have not changed are not looked at again. */
const remembered = ['--cache', '--cache-strategy=content', '--cache-location=build/prettier.cache']

function types(name: string, project: string): Step {
  const memory = `build/${project.replaceAll('/', '-')}.tsbuildinfo`
  return tool(name, 'tsc', '-p', project, '--incremental', '--tsBuildInfoFile', memory)
}

/** The fast gate, in seconds: whatever can be said about the code without running it. The longest first. */
export const checks: readonly Step[] = [
  types('types', 'tsconfig.json'),
  types('types of the Worker', 'worker/tsconfig.json'),
  tool('lint', 'oxlint', '--type-aware', '--deny-warnings'),
  tool('format', 'prettier', '--check', '--log-level=warn', ...remembered, '.'),
  tool('import rules', 'node', 'scripts/check-boundaries.ts'),
  tool('document references', 'node', 'scripts/check-doc-refs.ts'),
  tool('generated files', 'node', 'scripts/check-generated.ts'),
]
