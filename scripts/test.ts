// Every check there is: npm test. Called by scripts/test.mjs, which has installed the dependencies.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { z } from 'zod'
import { build, buildForProduction } from './local/build.ts'
import { checks } from './local/checks.ts'
import { ensureChromium } from './local/chromium.ts'
import { projectDir, runCommand } from './local/run-command.ts'
import { runSteps, type Step, type StepResult } from './local/run-steps.ts'

/** As `vitest.config.ts` names them: plain ones first, whole systems last. */
const testProjects = ['unit', 'workerd', 'system', 'browser']

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
})

const steps: Step[] = [
  { name: 'build', run: build },
  { name: 'build for production', run: buildForProduction },
  ...testProjects.map((project) => ({ name: `${project} tests`, run: () => runTests(project) })),
]

async function runTests(project: string): Promise<StepResult> {
  const file = resolve(projectDir, `build/test-results/${project}.json`)
  rmSync(file, { force: true })
  const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const result = await runCommand('vitest', ['run', '--project', project, '--passWithNoTests', ...reports])
  if (!existsSync(file)) return result
  const { numPassedTests, numFailedTests, testResults } = report.parse(JSON.parse(readFileSync(file, 'utf8')))
  for (const { name, assertionResults } of testResults) {
    for (const { status, fullName, failureMessages } of assertionResults) {
      if (status === 'passed' && failureMessages.length > 0) {
        say(
          `second try: ${relative(projectDir, name)} › ${fullName}\n  ${failureMessages[0]?.split('\n')[0]}`,
        )
      }
    }
  }
  return { ...result, passed: numPassedTests, failed: numFailedTests }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

const first = await runSteps([...checks, { name: 'Chromium', run: ensureChromium }], { atOnce: 2, say })
const second = await runSteps(steps, { atOnce: 1, say })
const passed = first.passed + second.passed
const failed = first.failed + second.failed
say(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
