import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectDir } from './run-command.ts'

/** Every file that is, or would be, committed; paths from the project's folder. */
export function listProjectFiles(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
  const names = execFileSync('git', args, { cwd: projectDir, encoding: 'utf8' }).split('\0')
  return names.filter((name) => name !== '' && existsSync(join(projectDir, name)))
}
