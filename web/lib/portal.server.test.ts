import { describe, expect, it } from 'vitest'
import { makePortal } from '../../tests/support/make-portal.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { AppError } from '../../tenants/errors.ts'
import { inPortal } from './portal.server.ts'

describe('inPortal', () => {
  it('answers in the language of the path, and keeps it in links', async () => {
    const tenant = await makeTenant()
    const bulgarian = await makePortal(tenant, {
      path: '/bg/book',
      params: { lang: 'bg' },
      cookie: '__Host-lang=en',
    })
    expect([bulgarian.locale, bulgarian.path('/book'), bulgarian.path('/')]).toEqual([
      'bg',
      '/bg/book',
      '/bg',
    ])

    const remembered = await makePortal(tenant, { path: '/book', cookie: 'a=b; __Host-lang=bg' })
    expect([remembered.locale, remembered.path('/book'), remembered.path('/')]).toEqual(['bg', '/book', '/'])
  })

  it('leads from a language the studio does not speak to the bare address', async () => {
    const tenant = await makeTenant({ studio: { settings: { locales: ['en'], defaultLocale: 'en' } } })
    const refusal = await makePortal(tenant, { path: '/bg/book', params: { lang: 'bg' } }).catch(String)
    expect(refusal).toBe('[object Response]')
    const answer = await makePortal(tenant, { path: '/bg', params: { lang: 'bg' } }).catch((error) => error)
    expect(answer.headers.get('Location')).toBe('/')
  })

  it('knows no page whose address begins with something else', async () => {
    const tenant = await makeTenant()
    const opened = makePortal(tenant, { path: '/de/book', params: { lang: 'de' } })
    await expect(opened).rejects.toMatchObject({ data: { code: 'not_found' }, init: { status: 404 } })
  })

  it('shows what the Worker has refused instead of the page', async () => {
    const tenant = await makeTenant()
    const failure = new AppError('rate_limited', 'Too much.', { retryAfterSeconds: 30 })
    const opened = makePortal(tenant, { path: '/', context: { failure } })
    await expect(opened).rejects.toMatchObject({
      data: { code: 'rate_limited', requestId: 'req_test' },
      init: { status: 429, headers: { 'Retry-After': '30' } },
    })
  })

  it('has what broke logged with its request and studio, and what was refused not', async () => {
    const tenant = await makeTenant()
    const broken = new TypeError('oh')
    const reported: unknown[] = []
    const context = {
      ctx: tenant.makeContext(),
      nonce: '',
      report: (...said: unknown[]) => void reported.push(said),
    }
    const args = { context, request: new Request(tenant.ctx.origin), params: {} }
    for (const failure of [broken, new AppError('not_found', 'There is no such page.')]) {
      await inPortal(() => Promise.reject(failure))(args).catch(() => undefined)
    }
    const { requestId, tenant: studio } = context.ctx
    const facts = { event: 'page_failed', code: 'internal', requestId, tenantId: studio.id }
    expect(reported).toEqual([[facts, broken]])
  })

  it('lets redirects and answers made on purpose through', async () => {
    const { ctx } = await makeTenant()
    const answer = new Response('as it is', { status: 202 })
    const loader = inPortal(async () => {
      throw answer
    })
    const args = {
      context: { ctx, nonce: '', report: () => {} },
      request: new Request(ctx.origin),
      params: {},
    }
    await expect(loader(args)).rejects.toBe(answer)
  })
})
