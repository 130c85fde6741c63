import { expect, test } from 'vitest'
import { findDeadRefs } from './check-doc-refs.ts'

const there = ['worker/index.ts', 'worker/', 'docs/tour.md', 'docs/pictures/home.png', 'wrangler.toml']
const project = { exists: (path: string) => there.includes(path), scripts: ['start', 'bench'] }
const check = (text: string, path = 'README.md') => findDeadRefs({ path, text }, project)

test.each([
  'The entry is `worker/index.ts`, in `worker/`.',
  'See [the tour](docs/tour.md#bookings) and ![home](docs/pictures/home.png "Home").',
  'Run `npm run bench`, or `npm run -s bench`, or `npm start`.',
  'Ask [Cloudflare](https://developers.cloudflare.com/workers/).',
  'Requests go to `/api/v1/bookings`, media types are `application/json`.',
  '```\nworker/made-up.ts\n```',
])('has nothing against: %s', (text) => {
  expect(check(text)).toEqual([])
})

test.each([
  ['The entry is `worker/main.ts`.', 'worker/main.ts'],
  ['Look into `tenants/bokings/`.', 'tenants/bokings/'],
  ['Settings are in `wrangler.json`.', 'wrangler.json'],
  ['See [the tour](docs/trip.md).', 'docs/trip.md'],
  ['Run `npm run benchmark`.', 'npm run benchmark'],
  ['```\nnpm run benchmark\n```', 'npm run benchmark'],
])('finds what is not there: %s', (text, name) => {
  expect(check(text)).toEqual([`README.md names ${name}, which is not there`])
})

test('reads links from where the document is', () => {
  expect(check('See [the tour](tour.md).', 'docs/decisions/001.md')).toHaveLength(1)
  expect(check('See [the tour](../tour.md).', 'docs/decisions/001.md')).toEqual([])
})
