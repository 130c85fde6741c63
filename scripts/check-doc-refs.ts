// Documents name paths and commands; this finds the ones that are no longer there.
import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { listProjectFiles } from './local/list-project-files.ts'

type Project = {
  exists: (path: string) => boolean
  /** Names of `npm run` scripts. */
  scripts: readonly string[]
}

const FOLDERS = 'bench|db|docs|public|scripts|tenants|tests|web|worker|\\.ci'
const PATH = new RegExp(`^(?:${FOLDERS})/[\\w.$/@-]*$`)
const FILE = /^[\w.-]+\.(?:ts|mjs|json|toml|md)$|^\.dev\.vars\.example$/
/** Made by building or running, not by us. */
const MADE = /^(package-lock|index)\.json$|^(README|CONTRIBUTING)\.md$/

/** A sentence for each path or command that a document names and the project does not have. */
export function findDeadRefs({ path, text }: { path: string; text: string }, project: Project): string[] {
  // Code blocks show output and commands; commands are looked at, paths are not.
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '')
  const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span)
  const links = [...prose.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link = '']) => link)
  const commands = [...text.matchAll(/npm run (?:-\w+ )*([\w:-]+)/g)].map(([, name = '']) => name)
  return [
    ...spans
      .filter((span) => PATH.test(span) || (FILE.test(span) && !MADE.test(span)))
      .filter((span) => !project.exists(span) && !project.exists(posix.join(posix.dirname(path), span))),
    ...links
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => !project.exists(posix.join(posix.dirname(path), link))),
    ...commands.filter((name) => !project.scripts.includes(name)).map((name) => `npm run ${name}`),
  ].map((what) => `${path} names ${what}, which is not there`)
}

if (import.meta.main) {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  const project = { exists: existsSync, scripts: Object.keys(scripts) }
  const dead = listProjectFiles()
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) => findDeadRefs({ path, text: readFileSync(path, 'utf8') }, project))
  for (const line of dead) console.log(line)
  process.exitCode = dead.length > 0 ? 1 : 0
}
