import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectDir } from '../scripts/local/run-command.ts'

const read = (path: string) => readFileSync(join(projectDir, path), 'utf8')

test.each(['bench/hello/index.js', 'bench/bare-remix/worker.tsx'])(
  '%s has every class that the bindings ask for, or nothing can be compared with it',
  (path) => {
    const asked = [...read('wrangler.toml').matchAll(/class_name = "(\w+)"/g)].map(([, name]) => name)
    const exported = [...read(path).matchAll(/export class (\w+)/g)].map(([, name]) => name)
    expect(asked).not.toEqual([])
    expect(new Set(exported)).toEqual(new Set(asked))
  },
)
