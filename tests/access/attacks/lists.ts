import Papa from 'papaparse'
import { expect } from 'vitest'
import { encodeBase64Url } from '../../../tenants/access/base64url.ts'
import { rearm } from '../../../tenants/privacy/formulas.ts'
import { api, type Attack } from './attack.ts'

const cursor = (text: string) => encodeBase64Url(new TextEncoder().encode(text))

/** What a table program would run. */
const formulas = [
  '=1+1',
  '=HYPERLINK("https://evil.test")',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '|calc',
]

/** Reliability.md 3.3 and 3.4: what is listed, searched and exported. */
export const lists: readonly Attack[] = [
  {
    id: 'ADM-09',
    title: 'lists with odd limits, orders and cursors',
    shots: ['/clients', '/bookings', '/audit-log', '/staff', '/class-series'].flatMap((path) =>
      [
        'limit=1e9',
        'limit=101',
        'limit=0',
        'limit=-1',
        'limit=x',
        'limit=1.5',
        'limit=NaN',
        'limit[]=1',
        'cursor=x',
        `cursor=${cursor("' OR 1=1--")}`,
        `cursor=${cursor('1 x; DROP TABLE clients')}`,
        `cursor=${cursor('9e999 bkg_x')}`,
        `cursor=${'A'.repeat(5_000)}`,
      ].map((query) => api(`GET ${path}?${query}`, { as: 'owner' })),
    ),
    // A cursor of no list is no place in it: the end, or a problem; a limit in brackets is none at all.
    expected: ['422 invalid_input', 200],
  },
  {
    id: 'ADM-09b',
    title: 'orders, fields and filters that there are not',
    shots: [
      'order=(select 1)',
      'fields=password_hash',
      'include=user.password_hash',
      'filter[email][$ne]=x',
      'where=1=1',
      'search[$regex]=.*',
    ].map((query) => api(`GET /clients?${query}&limit=1`, { as: 'owner' })),
    expected: 200,
    sameAnswer: true,
  },
  {
    id: 'ADM-09c',
    title: 'an order that there is not, where there are some',
    shots: ['sort=id;drop', 'sort=', 'sort=NAME'].map((query) =>
      api(`GET /clients?${query}`, { as: 'owner' }),
    ),
    expected: '422 invalid_input',
  },
  {
    id: 'ADM-10',
    title: 'signs that mean anything to a database, in a search',
    play: async ({ refused, addClient }) => {
      await addClient('cli_percent', { firstName: '100% Fit', lastName: 'Under_score' })
      const search = async (text: string) => {
        const [said] = await refused(
          [api(`GET /clients?search=${encodeURIComponent(text)}&limit=100`, { as: 'owner' })],
          200,
        )
        return (JSON.parse(said?.text ?? '') as { data: { id: string }[] }).data.map(({ id }) => id)
      }
      expect(await search('100%')).toEqual(['cli_percent'])
      // Words are what is between signs.
      expect(await search('%fit_')).toEqual(['cli_percent'])
      expect(await search('under_')).toEqual(['cli_percent'])
      for (const text of [
        '%',
        'nder',
        "' OR '1'='1",
        '\\',
        '[a-z]*',
        '"',
        '%%%%%%%%%%%%%%%%%%%%%%%%%%',
        '*',
        '%25',
      ]) {
        expect([text, await search(text)]).toEqual([text, []])
      }
      await refused([api(`GET /clients?search=${'%25'.repeat(5_000)}`, { as: 'owner' })], '422 invalid_input')
    },
  },
  {
    id: 'ADM-12',
    title: 'a cursor of the other studio’s list, or of another list',
    play: async ({ send, refused, people }) => {
      const first = await send(api('GET /clients?limit=1', { as: 'owner' }))
      const { next_cursor: theirs } = JSON.parse(first.text) as { next_cursor: string }
      expect(theirs).toEqual(expect.any(String))
      await refused(
        ['/clients', '/bookings', '/audit-log'].map((path) =>
          api(`GET ${path}?cursor=${theirs}`, {
            host: 'book.lotus-yoga.test',
            token: people.tokens.stranger ?? '',
          }),
        ),
        [200, '422 invalid_input'],
      )
    },
  },
  {
    id: 'BOOK-19',
    title: 'formulas in names, in the table that is exported',
    play: async ({ send, addClient }) => {
      for (const [index, text] of formulas.entries()) {
        const id = await addClient(`cli_formula${index}`, { firstName: text, lastName: `"${text}"` })
        const said = await send(api(`POST /clients/${id}/export?format=csv`, { as: 'owner' }))
        expect([said.status, said.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
        const { data, errors } = Papa.parse<string[]>(said.text.replace(/^\uFEFF/, ''), {
          skipEmptyLines: true,
        })
        expect(errors).toEqual([])
        for (const cell of data.flat()) expect(cell).not.toMatch(/^[\s"]*[=+@|%-]/)
        expect(data.flat().map(rearm)).toContain(text)
      }
    },
  },
  {
    id: 'ADM-16',
    title: 'lines and quotes put into the name of a file that is exported',
    play: async ({ send, refused, addClient }) => {
      const id = await addClient('cli_file', {
        firstName: 'A"; filename="x.html',
        lastName: 'B\r\nSet-Cookie: a=b',
      })
      for (const format of ['json', 'csv']) {
        const said = await send(api(`POST /clients/${id}/export?format=${format}`, { as: 'owner' }))
        expect(said.headers.get('content-disposition')).toBe(`attachment; filename="cli_file.${format}"`)
      }
      const formats = ['html', 'JSON', '../x', 'csv%0d%0aX:%20y', '']
      await refused(
        formats.map((format) => api(`POST /clients/${id}/export?format=${format}`, { as: 'owner' })),
        '422 invalid_input',
      )
    },
  },
]
