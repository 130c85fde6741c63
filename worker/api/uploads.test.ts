import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { LOTUS, PLATFORM } from '../testing/make-site.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

type Site = Awaited<ReturnType<typeof makeStaffSite>>
let site: Site
beforeAll(async () => {
  site = await makeStaffSite()
})
afterAll(() => vi.useRealTimers())

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0h4" onclick="x()"/></svg>'

type Sent = { body: string; as?: 'staff' | 'nobody'; purpose?: string; type?: string }

async function send({ body, as = 'staff', purpose = 'logo', type = 'image/png' }: Sent) {
  const authorization = as === 'staff' ? `Bearer ${site.staffKey}` : ''
  const answer = await site.ask({
    path: `/api/v1/uploads?purpose=${purpose}`,
    method: 'POST',
    headers: { 'content-type': type, ...(authorization ? { authorization } : {}) },
    body,
  })
  // Whatever the test says it is.
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> }
}

/** A logo that was taken, and where it is. */
async function addLogo() {
  const { status, json } = await send({ body: LOGO })
  expect(status).toBe(201)
  const [size] = json['sizes'] as { url: string }[]
  return { id: String(json['id']), url: size?.url ?? '' }
}

test('what is sent is taken by its bytes, shown on the studio’s host, and never as it was', async () => {
  const { url } = await addLogo()
  const answer = await site.ask({ path: url })
  expect(answer.status).toBe(200)
  expect(await answer.text()).not.toContain('onclick')
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/svg+xml',
    'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox/),
    'x-content-type-options': 'nosniff',
    'cache-control': 'public, max-age=31536000, immutable',
    etag: expect.stringMatching(/^".+"$/),
  })
  expect(answer.headers.get('set-cookie')).toBeNull()
})

test('whoever has it already is told so, and nobody is told so of what is not theirs', async () => {
  const { url } = await addLogo()
  const etag = (await site.ask({ path: url })).headers.get('etag') ?? ''
  const headers = { 'if-none-match': etag }
  const known = await site.ask({ path: url, headers })
  expect([known.status, await known.text()]).toEqual([304, ''])
  for (const host of [LOTUS, PLATFORM]) {
    expect((await site.ask({ path: url, host, headers })).status).toBe(404)
    expect((await site.ask({ path: url, host })).status).toBe(404)
  }
})

test('there is no list of files, and no way out of them', async () => {
  const { url, id } = await addLogo()
  for (const path of [
    '/files',
    '/files/',
    `/files/${id}`,
    `/files/${id}/`,
    `/files/${id}/1.webp`,
    `/files/${id}/..%2Fdrawing.svg`,
    `/files/..%2f..%2f${id}/drawing.svg`,
    `${url}%00`,
    `${url}/x`,
  ]) {
    const answer = await site.ask({ path })
    // The stand-in for the site answers whatever is no file's address.
    const isPage = answer.status === 200 && (await answer.text()).startsWith('the site')
    expect(isPage || answer.status === 404, path).toBe(true)
  }
})

test('only staff may send what is large, and nobody what is no picture', async () => {
  const large = LOGO.replace('M0 0h4', 'M0 0h4'.repeat(20_000))
  expect((await send({ body: large })).status).toBe(201)
  expect((await send({ body: large, as: 'nobody' })).status).toBe(413)
  expect((await send({ body: LOGO, as: 'nobody' })).status).toBe(401)
  expect((await send({ body: 'x'.repeat(16 * 1024 * 1024 + 1) })).status).toBe(413)
  for (const body of ['<html><script>alert(1)</script>', 'GIF89a', '%PDF-1.7', '']) {
    const { status, json } = await send({ body, type: 'image/png' })
    expect([body.slice(0, 9), status, json['code']]).toEqual([body.slice(0, 9), 422, 'invalid_input'])
  }
  expect((await send({ body: LOGO, purpose: 'avatar' })).status).toBe(422)
  // Elsewhere nothing is larger than a form.
  const big = await site.ask({
    path: '/api/v1/locations',
    method: 'POST',
    headers: { authorization: `Bearer ${site.staffKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'x'.repeat(70_000) }),
  })
  expect(big.status).toBe(413)
})

test('a picture is published with the theme, and stays while it is shown', async () => {
  const { id, url } = await addLogo()
  const shown = await site.asStaff('PATCH', '/theme', {
    logo_id: id,
    brand_color: '#0A5',
    sections: ['times'],
  })
  expect(shown).toMatchObject({
    status: 200,
    body: { logo_id: id, brand_color: '#00aa55', sections: ['times'] },
  })
  expect((await site.asStaff('GET', '/theme')).body).toEqual(shown.body)
  expect(await site.asStaff('DELETE', `/uploads/${id}`)).toMatchObject({ status: 409 })

  const { edition } = shown.body
  expect((await site.asStaff('PATCH', '/theme', { logo_id: null, edition })).status).toBe(200)
  const late = await site.asStaff('PATCH', '/theme', { corners: 'round', edition })
  expect(late).toMatchObject({ status: 409, body: { code: 'changed_meanwhile' } })
  expect((await site.asStaff('DELETE', `/uploads/${id}`)).status).toBe(204)
  expect((await site.ask({ path: url })).status).toBe(404)
  expect((await site.asStranger('GET', '/theme')).status).toBe(401)
})
