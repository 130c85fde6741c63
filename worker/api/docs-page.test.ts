import { afterAll, expect, test, vi } from 'vitest'
import { errorStatus } from '../../tenants/errors.ts'
import { makeSite } from '../testing/make-site.ts'
import { makeApi } from './api.ts'

const { ask } = await makeSite()
afterAll(() => vi.useRealTimers())

type Operation = { summary?: string; responses: Record<string, unknown>; security?: unknown }
type Description = {
  openapi: string
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, unknown> }
}

const describeIt = async () => (await (await ask({ path: '/api/v1/openapi.json' })).json()) as Description

function listOperations(paths: Description['paths']) {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      name: `${method} ${path}`,
      method,
      path,
      operation,
    })),
  )
}

test('the description covers every address of the API', async () => {
  const { openapi, servers, paths } = await describeIt()
  const answered = makeApi()
    .routes.filter(({ method, path }) => method !== 'ALL' && path !== '/openapi.json')
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)

  expect(openapi).toBe('3.1.0')
  expect(servers).toEqual([{ url: '/api/v1' }])
  expect(listOperations(paths).map(({ name }) => name)).toEqual(
    expect.arrayContaining([...new Set(answered)]),
  )
  expect(answered.length).toBeGreaterThan(50)
})

test('what needs a staff key is answered to nobody without one', async () => {
  const { paths } = await describeIt()
  const forStaff = listOperations(paths).filter(({ operation }) => {
    return JSON.stringify(operation.security) === JSON.stringify([{ staffKey: [] }])
  })
  expect(forStaff.length).toBeGreaterThan(30)
  for (const { method, path } of forStaff) {
    const address = `/api/v1${path.replaceAll(/\{\w+\}/g, 'none')}`
    const answer = await ask({ path: address, method: method.toUpperCase() })
    expect([method, path, answer.status]).toEqual([method, path, 401])
  }
})

test('every operation says what it does and what may go wrong, and every reference leads somewhere', async () => {
  const description = await describeIt()
  for (const operation of Object.values(description.paths).flatMap((item) => Object.values(item))) {
    expect(operation.summary).toBeTruthy()
    expect(Object.keys(operation.responses).some((status) => Number(status) >= 400)).toBe(true)
  }
  const references = JSON.stringify(description).matchAll(/"#\/components\/schemas\/(\w+)"/g)
  for (const [, name] of references) expect(Object.keys(description.components.schemas)).toContain(name)
})

test('the reader shows every operation, field and problem, without scripts or strangers', async () => {
  const { paths } = await describeIt()
  const page = await ask({ path: '/api/docs' })
  const text = await page.text()

  expect(page.headers.get('content-type')).toContain('text/html')
  for (const [path, item] of Object.entries(paths)) {
    expect(text).toContain(`/api/v1${path}`)
    for (const { summary } of Object.values(item)) expect(text).toContain(summary)
  }
  for (const words of [
    'client.first_name',
    'idempotency-key',
    'available_slots',
    'list of string',
    'alternatives',
  ]) {
    expect(text).toContain(words)
  }
  for (const code of Object.keys(errorStatus)) expect(text).toContain(`id="${code}"`)
  expect(text).not.toMatch(/<script|https?:\/\//)
  const nonce = /style-src 'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1]
  expect(text).toContain(`<style nonce="${nonce}">`)
})
