import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { changeSite } from '../../tenants/site/change-site.ts'
import { getSite } from '../../tenants/site/get-site.ts'
import {
  cornerStyles,
  densities,
  heroStyles,
  patternStyles,
  siteSections,
  socialKinds,
  surfaceMoods,
  typePairs,
  type Site,
} from '../../tenants/site/site-input.ts'
import type { AppEnv } from '../app-env.ts'
import { json } from './responses.ts'
import { toCamel, toSnake } from './snake-case.ts'
import {
  bodyOf,
  changeProblems,
  editionAnswer,
  editionSeen,
  forStaff,
  readProblems,
  spokenText,
  textSchema,
} from './staff-route.ts'

const color = z.string().openapi({ example: '#ff5a1f' })
const look = {
  brand_color: color,
  accent_color: color.nullable(),
  mood: z.enum(surfaceMoods),
  type_pair: z.enum(typePairs),
  corners: z.enum(cornerStyles),
  hero: z.enum(heroStyles),
  density: z.enum(densities),
  pattern: z.enum(patternStyles),
}
const shown = {
  logo_id: z.string().nullable().openapi({ description: 'Of a picture for that: `/uploads`.' }),
  hero_photo_id: z.string().nullable().openapi({ description: 'Likewise.' }),
  sections: z
    .array(z.enum(siteSections))
    .nullable()
    .openapi({ description: 'In this order, and no others. Null: all, as they come.' }),
  social_links: z.array(z.object({ kind: z.enum(socialKinds), url: z.string() })),
}
const themeSchema = z
  .object({
    ...look,
    ...shown,
    hero_title: spokenText,
    hours_note: spokenText,
    tagline: spokenText,
    about: spokenText,
    policy: spokenText,
    edition: editionAnswer,
  })
  .openapi('Theme')
const changeSchema = z
  .object({
    ...look,
    ...shown,
    hero_title: textSchema,
    hours_note: textSchema,
    tagline: textSchema,
    about: textSchema,
    policy: textSchema,
    edition: editionSeen,
  })
  .partial()
  .openapi('ThemeChange')

const path = '/theme'

const getRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'How the studio’s site looks, and what it says of the studio',
  responses: { 200: json(themeSchema, 'As it is published.'), ...readProblems },
})
const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path,
  summary: 'Publish another look, other pictures, sections or words',
  description: 'What is not given stays. What is written on a colour is made readable wherever it is drawn.',
  request: { body: bodyOf(changeSchema, 'What becomes different.') },
  responses: { 200: json(themeSchema, 'As it is published now.'), ...changeProblems },
})

export const themeApi = new OpenAPIHono<AppEnv>()
  .openapi(getRoute, async (c) => c.json(toJson(await getSite(c.var.ctx)), 200))
  .openapi(changeRoute, async (c) => {
    const { edition, tagline, about, policy, ...rest } = toCamel(c.req.valid('json'))
    const { logoId, heroPhotoId, sections, socialLinks, heroTitle, hoursNote, ...theme } = rest
    const site = await changeSite(c.var.ctx, {
      edition,
      theme,
      content: { logoId, heroPhotoId, sections, socialLinks, heroTitle, hoursNote },
      texts: { tagline, about, policy },
    })
    return c.json(toJson(site), 200)
  })

function toJson({ edition, theme, content, texts }: Site): z.output<typeof themeSchema> {
  return {
    ...toSnake(theme),
    logo_id: content.logoId ?? null,
    hero_photo_id: content.heroPhotoId ?? null,
    sections: content.sections ?? null,
    social_links: content.socialLinks ?? [],
    hero_title: content.heroTitle ?? {},
    hours_note: content.hoursNote ?? {},
    ...texts,
    edition,
  }
}
