import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = new URL('..', import.meta.url).pathname

const MONDAY_MORNING = {
  timeZone: 'Europe/Sofia',
  weekly: [{ days: [1], start: '09:20', end: '11:30' }],
  durationMin: 60,
  intervalMin: 60,
  now: '2027-01-01T00:00:00Z',
  from: '2027-01-04T00:00:00Z',
  to: Date.UTC(2027, 0, 5),
}

/** Runs the script as `npm run slots` does, on a file with this content. */
function runSlots(content: unknown, ...options: string[]) {
  const file = join(mkdtempSync(join(tmpdir(), 'slots-')), 'cases.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return runWith(...options, file)
}

function runWith(...args: string[]) {
  const env = { ...process.env, INIT_CWD: ROOT }
  const { status, stdout, stderr } = spawnSync('node_modules/.bin/node', ['scripts/slots.ts', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env,
  })
  return { status, lines: stdout.split('\n').filter(Boolean), errors: stderr.split('\n').filter(Boolean) }
}

test('a case is a line with its id and slots, on the grid that was asked for', () => {
  const cases = [{ id: 'a', input: MONDAY_MORNING }]

  const byWindow = runSlots({ cases })
  const byClock = runSlots({ cases }, '--grid', 'clock')

  const [first, second, third] = [
    Date.UTC(2027, 0, 4, 7, 20),
    Date.UTC(2027, 0, 4, 8, 20),
    Date.UTC(2027, 0, 4, 8),
  ]
  expect(byWindow).toEqual({ status: 0, lines: [`{"id":"a","slots":[${first},${second}]}`], errors: [] })
  expect(byClock).toEqual({ status: 0, lines: [`{"id":"a","slots":[${third}]}`], errors: [] })
})

test('the corpus in the repository has a line for each of its cases', () => {
  const { status, lines, errors } = runWith('tests/corpus/oracle-edge.json', 'tests/corpus/cal-slots.json')

  expect({ status, errors, count: lines.length }).toEqual({ status: 0, errors: [], count: 75 })
})

test.each([
  ['an unknown zone', { timeZone: 'Europe/Atlantis' }, 'not a time zone: Europe/Atlantis'],
  ['no duration', { durationMin: 0 }, 'durationMinutes is not a number of minutes: 0'],
  [
    'an instant without a zone',
    { now: '2027-01-01T00:00:00' },
    'not an RFC 3339 instant: 2027-01-01T00:00:00',
  ],
  [
    'a date that is none',
    { overrides: [{ date: '2027-02-29', windows: [] }] },
    'not a local date: 2027-02-29',
  ],
  ['a time that is none', { weekly: [{ days: [1], start: '9', end: '25:00' }] }, 'not a time of day: 9'],
])('%s is one error line and exit code 1, and the next case is listed', (_what, change, message) => {
  const cases = [
    { id: 'odd', input: { ...MONDAY_MORNING, ...change } },
    { id: 'fine', input: { ...MONDAY_MORNING, weekly: [] } },
  ]

  const { status, lines, errors } = runSlots({ cases })

  expect({ status, lines }).toEqual({ status: 1, lines: ['{"id":"fine","slots":[]}'] })
  expect(errors).toEqual([expect.stringMatching(new RegExp(`cases.json: case odd: ${message}$`))])
})

test('a case of the wrong shape is one error line and exit code 2, also after an odd one', () => {
  const cases = [
    { id: 'shapeless', input: { ...MONDAY_MORNING, weekly: 'always', now: null } },
    { id: 'odd', input: { ...MONDAY_MORNING, intervalMin: -5 } },
    { input: MONDAY_MORNING },
  ]

  const { status, lines, errors } = runSlots({ cases })

  expect({ status, lines }).toEqual({ status: 2, lines: [] })
  expect(errors).toEqual([
    expect.stringContaining('case shapeless: input.weekly: '),
    expect.stringContaining('case odd: intervalMinutes'),
    expect.stringContaining('case 2: id: '),
  ])
})

test.each([['{"cases":'], ['[]'], ['{"cases":{}}']])(
  'a file with %j is one error line and exit code 2',
  (content) => {
    const { status, lines, errors } = runSlots(content)

    expect({ status, lines, count: errors.length }).toEqual({ status: 2, lines: [], count: 1 })
  },
)

test.each([
  [[]],
  [['nowhere.json']],
  [['--grid', 'hexagonal', 'tests/corpus/cal-slots.json']],
  [['--fast', 'x.json']],
])('called with %j it says what is wrong in one line with exit code 2', (args) => {
  const { status, lines, errors } = runWith(...args)

  expect({ status, lines, count: errors.length }).toEqual({ status: 2, lines: [], count: 1 })
})
