import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { makeApi } from '../../worker/api/api.ts'
import { describeApi } from '../../worker/api/describe-api.ts'
import { makeSite, type Site } from '../../worker/testing/make-site.ts'
import { apiRoutes } from './api-routes.ts'
import { findLeaks } from './find-leaks.ts'
import { makePeople, type People } from './people.ts'
import { addClass, freeTime } from './things.ts'

// Whoever may do everything sends what nobody should, to every parameter of every route: the answer is a problem in words
// or it is what was asked for, never a failure of ours, and says nothing of how we are made (reliability: BOOK-11 to 23,
// ADM-05, ADM-09, API-07, API-11).

let site: Site
let people: People
beforeAll(async () => {
  site = await makeSite()
  people = await makePeople(site)
  await addClass(people.iron)
})
afterAll(() => vi.useRealTimers())

/** For places in an address. */
const texts = [
  '%00',
  '%ff',
  '..%2f..%2fetc%2fpasswd',
  "'%20OR%201=1--",
  '1;DROP%20TABLE%20bookings',
  '%22%3E%3Cscript%3Ealert(1)%3C/script%3E',
  '__proto__',
  'constructor',
  '%7B%7Bconstructor.constructor(%27x%27)()%7D%7D',
  '-1',
  '1e309',
  'NaN',
  '%E2%80%AE',
  'a'.repeat(4000),
  '%0d%0aSet-Cookie:%20a=b',
  'Europe/Berlin%00',
  '%2B275760-09-13',
  '2027-02-30',
  '[]',
  '%',
]

/** For members of a body, as JSON: numbers that JavaScript cannot write among them. */
const values = [
  'null',
  'true',
  '-1',
  '0',
  '1e309',
  '1.5',
  '9007199254740993',
  '[]',
  '{}',
  '[[[[[[[[[[[[]]]]]]]]]]]]',
  '["1"]',
  '{"__proto__":{"isAdmin":true}}',
  '{"$gt":""}',
  '"\\u0000"',
  '"\\ud800"',
  '"\\u202e"',
  '""',
  '" "',
  '"\' OR 1=1--"',
  '"<img src=x onerror=alert(1)>"',
  '"=1+1"',
  '"2027-02-30"',
  '"2027-13-01T25:61:61Z"',
  '"+275760-09-13T00:00:00Z"',
  `"${'a'.repeat(10_000)}"`,
  `"a${'\\u0301'.repeat(2_000)}"`,
]

type Operation = {
  parameters?: { name: string; in: string }[]
  requestBody?: { content?: Record<string, { schema?: unknown }> }
}

const description = describeApi(makeApi())
const operations = Object.entries(description.paths ?? {}).flatMap(([path, byMethod]) =>
  Object.entries(byMethod as Record<string, Operation>).map(([method, operation]) => ({
    route: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    operation,
  })),
)

/** The members of a body at its top and one below, as the description names them. */
function listMembers({ requestBody }: Operation): string[] {
  const schema = requestBody?.content?.['application/json']?.schema
  return schema === undefined ? [] : propertiesOf(schema)
}

function propertiesOf(schema: unknown): string[] {
  // Made by the generator from our own schemas.
  const node = schema as { $ref?: string; properties?: Record<string, unknown>; allOf?: unknown[] }
  if (node.$ref) {
    const name = node.$ref.split('/').at(-1) ?? ''
    return propertiesOf(description.components?.schemas?.[name])
  }
  return [...Object.keys(node.properties ?? {}), ...(node.allOf ?? []).flatMap(propertiesOf)]
}

type Sent = { method: string; path: string; body?: string }

async function send({ method, path, body }: Sent): Promise<{ status: number; text: string; type: string }> {
  const answer = await site.ask({
    path: `/api/v1${path}`,
    method,
    headers: {
      authorization: `Bearer ${people.tokens.owner ?? ''}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
  })
  return {
    status: answer.status,
    text: await answer.text(),
    type: answer.headers.get('content-type') ?? '',
  }
}

/** What is wrong with an answer, in a line; nothing is good. */
function judge(sent: Sent, { status, text, type }: Awaited<ReturnType<typeof send>>): string[] {
  const at = `${sent.method} ${sent.path.slice(0, 120)} ${sent.body?.slice(0, 160) ?? ''} → ${status}`
  const leaks = findLeaks(text, sent.body ?? sent.path)
  return [
    ...(status >= 500 ? [`${at} ${text.slice(0, 200)}`] : []),
    ...(status >= 400 && !type.startsWith('application/problem+json') ? [`${at} as ${type}`] : []),
    ...leaks.map((leak) => `${at} says ${leak}: ${text.slice(0, 200)}`),
  ]
}

/** A request that would do, so that what is hostile in it is looked at and not what is missing. */
async function goodRequest(route: string, path: string): Promise<{ path: string; body: string }> {
  const row = apiRoutes[route]
  const place = { db: people.iron, whose: 'own', at: freeTime(people.context.now()) } as const
  const id = (await row?.of?.(place)) ?? 'unknown'
  return { path: path.replaceAll(/\{\w+\}/g, id), body: JSON.stringify(row?.body?.(id) ?? {}) }
}

describe.each(operations)('$route', ({ route, method, path, operation }) => {
  const parameters = operation.parameters ?? []
  const inPath = parameters.filter((one) => one.in === 'path')
  const inQuery = parameters.filter((one) => one.in === 'query')
  const plain = path.replaceAll(/\{\w+\}/g, 'unknown')
  const members = listMembers(operation)

  test.runIf(inPath.length + inQuery.length + members.length > 0)(
    'answers whatever is sent in words',
    async () => {
      const good = await goodRequest(route, path)
      const withBody = members.length > 0 ? { body: good.body } : {}
      const requests: Sent[] = [
        ...inPath.flatMap(({ name }) =>
          texts.map((text) => ({
            method,
            path: path.replace(`{${name}}`, text).replaceAll(/\{\w+\}/g, 'unknown'),
            ...withBody,
          })),
        ),
        ...inQuery.flatMap(({ name }) =>
          texts.flatMap((text) => [
            { method, path: `${plain}?${name}=${text}`, ...withBody },
            { method, path: `${plain}?${name}=a&${name}=${text}`, ...withBody },
          ]),
        ),
        ...members.flatMap((name) =>
          values.map((value) => ({ method, path: good.path, body: withMember(good.body, name, value) })),
        ),
      ]
      const wrong: string[] = []
      for (const sent of requests) wrong.push(...judge(sent, await send(sent)))
      expect(wrong.slice(0, 10)).toEqual([])
    },
  )
})

/** A JSON object with one member more, or another: the last of a name counts. */
function withMember(object: string, name: string, value: string): string {
  const rest = object.slice(0, -1)
  return `${rest}${rest === '{' ? '' : ','}${JSON.stringify(name)}:${value}}`
}
