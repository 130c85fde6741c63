import { expect } from 'vitest'
import { uploads as pictures } from '../../../db/tenant/schema/index.ts'
import { LOTUS } from '../../../worker/testing/make-site.ts'
import { joined, pngOf, samplePicture } from '../../support/sample-pictures.ts'
import { api, page, type Attack, type Shot } from './attack.ts'
import type { World } from './world.ts'

const around = (inner: string, more = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 10"${more}>${inner}</svg>`
const LOGO = around('<path d="M0 0h4v4z" fill="#ff5a1f"/>')
const bytesOf = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0))

type Sent = Pick<Shot, 'as' | 'token' | 'host'> & { type?: string; purpose?: string; name?: string }

export const send = (
  body: string | Uint8Array<ArrayBuffer>,
  { type = 'image/svg+xml', purpose = 'logo', name, ...who }: Sent = {},
) =>
  ({
    ...api(`POST /uploads?purpose=${purpose}`, {
      as: 'owner',
      ...who,
      headers: {
        'content-type': type,
        ...(name === undefined
          ? {}
          : { 'content-disposition': `form-data; name="file"; filename="${name}"` }),
      },
    }),
    body,
  }) satisfies Shot

/** Takes a drawing in; where its file is. */
export async function addLogo(
  { send: ask }: World,
  shot: Shot = send(LOGO),
): Promise<{ id: string; path: string }> {
  const said = await ask(shot)
  expect([said.status, said.text]).toEqual([201, expect.any(String)])
  const { id, sizes } = JSON.parse(said.text) as { id: string; sizes: { url: string }[] }
  return { id, path: sizes[0]?.url ?? '' }
}

/** Whatever could run, load or lead anywhere. */
const DANGER =
  /<script|\son[a-z]+\s*=|javascript:|foreignObject|<iframe|<image|<a[\s>]|<animate|<set|@import|url\((?!#)|evil\.test|data:|<!|<\?/i

const active = [
  '<script>alert(1)</script>',
  '<script xlink:href="https://evil.test/x.js"/>',
  '<path d="M0 0" onload="alert(1)"/>',
  '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></body></foreignObject>',
  '<use href="data:image/svg+xml;base64,PHN2Zz4="/>',
  '<use xlink:href="https://evil.test/x.svg#a"/>',
  '<a xlink:href="javascript:alert(1)"><text>x</text></a>',
  '<style>@import url(https://evil.test/x.css);</style>',
  '<style>path{fill:url(https://evil.test/#x)}</style>',
  '<path style="background:url(https://evil.test/)"/>',
  '<image href="https://evil.test/pixel.png"/>',
  '<animate attributeName="href" values="javascript:alert(1)"/>',
  '<?xml-stylesheet href="https://evil.test/x.css"?>',
]

/**
 * Reliability.md 3.7: pictures and files; `looks.ts` has what studios say and look like. Pixels are decoded, and where they
 * were taken is lost, in `tests/worker/pictures.test.ts`; a client's files (UP-14), and what other websites may frame, read
 * and run, are in `tests/system/answers.test.ts`, and as browsers see it in `tests/browser/admin-site.test.ts`.
 */
export const uploads: readonly Attack[] = [
  {
    id: 'UP-01',
    title:
      'drawings that run, load or lead somewhere: what is kept does nothing, and is served to do nothing',
    play: async (world) => {
      for (const drawing of [...active.map((inner) => around(inner)), around('', ' onload="alert(1)"')]) {
        const { path } = await addLogo(world, send(drawing))
        const { text, headers, status } = await world.send(page(`GET ${path}`))
        expect([drawing, status, DANGER.test(text)]).toEqual([drawing, 200, false])
        expect(Object.fromEntries(headers)).toMatchObject({
          'content-type': 'image/svg+xml',
          'x-content-type-options': 'nosniff',
          'content-security-policy':
            "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
        })
      }
    },
  },
  {
    id: 'UP-02',
    title: 'bombs: entities, depth, elements, uses, pixels, lengths that are a lie',
    shots: [
      send(`<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${around('<text>&b;</text>')}`),
      send(`<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${around('<text>&x;</text>')}`),
      send(around('<g>'.repeat(200) + '</g>'.repeat(200))),
      send(around('<g/>'.repeat(20_001))),
      send(around(`<path d="${'M0 0'.repeat(300_000)}"/>`)),
      send(around('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/><use href="#a"/></g>')),
      send(around('', ' width="99999999" height="99999999"')),
      ...[pngOf(60_000, 60_000), pngOf(2_147_483_647, 1), pngOf(9_000, 100)].map((bytes) => send(bytes)),
    ],
    expected: '422 invalid_input',
  },
  {
    id: 'UP-03',
    title: 'what is no picture, whatever it is called and begins with',
    shots: ['image/png', 'image/svg+xml', 'text/html', 'application/octet-stream'].flatMap((type) =>
      [
        'GIF89a/*<svg/onload=alert(1)>*/=1;',
        '<html><script>alert(1)</script></html>',
        '%PDF-1.7\n<svg xmlns="http://www.w3.org/2000/svg"/>',
        'MZ\u0090\u0000',
        '\u0089PNG\r\n\u001a\n<script>alert(1)</script>',
        '\u00ff\u00d8\u00ff\u00e0<script>alert(1)</script>',
        'RIFF\u0000\u0000\u0000\u0000WEBP<script>alert(1)</script>',
        '',
      ].map((text) => send(bytesOf(text), { type })),
    ),
    expected: '422 invalid_input',
  },
  {
    id: 'UP-03b',
    title: 'pictures with a page before or behind them: the one is none, the other never passed on',
    play: async ({ refused, send: ask, site }) => {
      const html = bytesOf('<script>alert("polyglot")</script>')
      await refused(
        [send(joined(html, samplePicture('png'))), send(joined(bytesOf('\n'), samplePicture('webp')))],
        '422 invalid_input',
      )
      // The stand-in for the decoder makes nothing that is a picture: not a byte is kept of what was sent.
      for (const kind of ['jpeg', 'png', 'webp', 'avif'] as const) {
        await ask(send(joined(samplePicture(kind), html)))
      }
      const kept = [...site.fakes.files.kept.values()]
        .map(({ bytes }) => new TextDecoder().decode(bytes))
        .join()
      expect(kept).not.toContain('polyglot')
    },
  },
  {
    id: 'UP-04',
    title: 'files that are too large, and files of who may not send any',
    play: async ({ refused }) => {
      const large = around(`<path d="${'M0 0'.repeat(30_000)}"/>`)
      await refused([send(new Uint8Array(16 * 1024 * 1024 + 1))], '413 payload_too_large')
      for (const as of ['client', 'trainer', 'front_desk'] as const)
        await refused([send(LOGO, { as })], '403 forbidden')
      // What is large is read of staff alone.
      await refused([send(large, { as: 'client' })], '413 payload_too_large')
      await refused([send(large, { token: 'thu_nobody' })], 401)
      await refused([send(LOGO, { token: 'thu_nobody' }), send(LOGO, { as: 'stranger' })], 401)
      await refused(
        [send(LOGO, { purpose: 'avatar' }), send(LOGO, { purpose: '../logo' })],
        '422 invalid_input',
      )
      await refused(
        ['hero', 'trainer', 'service'].map((purpose) => send(LOGO, { purpose })),
        '422 invalid_input',
      )
    },
  },
  {
    id: 'UP-05',
    title: 'names of files that lead elsewhere: every key is the server’s own',
    play: async (world) => {
      const names = [
        '../../x.svg',
        '/etc/passwd',
        'x".svg',
        '%00.svg',
        'a%0d%0aX: y.svg',
        'x'.repeat(300),
        'gpj.exe',
      ]
      for (const name of names) {
        const { path } = await addLogo(world, send(LOGO, { name }))
        expect(path).toMatch(/^\/files\/upl_[0-9a-z]{20}\/drawing\.svg$/)
        const headers = {
          'content-type': 'text/csv',
          'content-disposition': `attachment; filename="${name}"`,
        }
        const said = await world.send(
          api('POST /clients/import', {
            as: 'owner',
            headers: { ...headers, 'content-length': '8' },
            body: 'Name\nAnn',
          }),
        )
        expect(said.status).toBe(201)
      }
      const keys = [...world.site.fakes.files.kept.keys()]
      expect(
        keys.filter(
          (key) => !/^ten_[a-z-]+\/(uploads\/upl_\w{20}\/drawing\.svg|imports\/imp_\w{20})$/.test(key),
        ),
      ).toEqual([])
    },
  },
  {
    id: 'UP-11',
    title: 'files of another studio, private ones, and ways around: the same as one that never was',
    play: async (world) => {
      const { id, path } = await addLogo(world)
      const { kept } = world.site.fakes.files
      for (const key of [
        'client-files/fil_1',
        'downloads/dow_1',
        'imports/imp_1',
        `uploads/${id}/notes.txt`,
      ]) {
        for (const tenant of ['ten_iron-works', 'ten_lotus-yoga']) {
          kept.set(`${tenant}/${key}`, { bytes: bytesOf('private'), contentType: 'text/plain' })
        }
      }
      const known = (await world.send(page(`GET ${path}`))).headers.get('etag') ?? ''
      const inside = [
        'client-files/fil_1',
        'downloads/dow_1',
        'imports/imp_1',
        `${id}/notes.txt`,
        `${id}/1.webp`,
        `${id}/0.webp`,
        `${id}/drawing.SVG`,
        'upl_unknown/drawing.svg',
        `..%2f..%2ften_lotus-yoga%2fuploads%2f${id}/drawing.svg`,
        `${id}/..%2f..%2fclient-files%2ffil_1`,
        `${id}/..%2fdrawing.svg`,
        `${id}%2fdrawing.svg/x`,
        `${id}/drawing.svg%00`,
        `${id}/%E2%80%AEgvs.gniward`,
      ]
      const said = await world.refused(
        [
          ...inside.map((rest) => page(`GET /files/${rest}`)),
          page(`GET ${path}`, { host: LOTUS }),
          page(`GET ${path}`, { host: LOTUS, headers: { 'if-none-match': known } }),
        ],
        '404 not_found',
      )
      for (const { text, headers } of said) {
        expect(text).not.toContain('private')
        expect(headers.get('etag')).toBeNull()
      }
      for (const key of [...kept.keys()].filter((one) => /_1$|notes/.test(one))) kept.delete(key)
    },
  },
  {
    id: 'UP-12',
    title: 'guessing where a picture is from those one has seen',
    play: async (world) => {
      const ids: string[] = []
      for (let count = 0; count < 8; count += 1) ids.push((await addLogo(world)).id.slice(4))
      // 100 random bits: no place in them is ever alike for all.
      expect(ids.every((id) => /^[0-9a-z]{20}$/.test(id))).toBe(true)
      const alike = Array.from({ length: 20 }, (_, place) => new Set(ids.map((id) => id[place])).size).filter(
        (n) => n === 1,
      )
      expect(alike).toEqual([])
    },
  },
  {
    id: 'UP-13',
    title: 'a thousand pictures',
    play: async ({ iron, refused, site }) => {
      const row = {
        purpose: 'logo' as const,
        width: 1,
        height: 1,
        variants: [],
        author: 'x',
        createdAt: site.fleet.clock.now(),
      }
      const { orm, write } = iron.db
      await write([
        orm
          .insert(pictures)
          .values(Array.from({ length: 300 }, (_, index) => ({ ...row, id: `upl_many${index}` }))),
      ])
      const kept = site.fakes.files.kept.size
      await refused([send(LOGO), send(LOGO)], '422 not_allowed')
      expect(site.fakes.files.kept.size).toBe(kept)
      await write([orm.delete(pictures)])
    },
  },
]
