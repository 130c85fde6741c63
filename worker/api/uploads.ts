import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { addPicture } from '../../tenants/uploads/add-picture.ts'
import { describePicture } from '../../tenants/uploads/describe-picture.ts'
import { listPictures } from '../../tenants/uploads/list-pictures.ts'
import { uploadPurposes, type Picture } from '../../tenants/uploads/picture.ts'
import { removePicture } from '../../tenants/uploads/remove-picture.ts'
import type { AppEnv } from '../app-env.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json, problems } from './responses.ts'
import {
  bodyOf,
  changeProblems,
  forStaff,
  gone,
  idParam,
  readProblems,
  spokenText,
  writeProblems,
} from './staff-route.ts'

const pictureSchema = z
  .object({
    id: z.string().openapi({ example: 'upl_4t1h' }),
    purpose: z.enum(uploadPurposes),
    width: z.int(),
    height: z.int(),
    sizes: z.array(
      z.object({
        width: z.int(),
        height: z.int(),
        url: z.string().openapi({ description: 'On this host.' }),
      }),
    ),
    alt: spokenText,
  })
  .openapi('Picture')

const path = '/uploads'
const one = `${path}/{upload_id}` as const

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'Pictures of the studio’s site',
  request: { query: pageQuery },
  responses: { 200: json(pageOf(pictureSchema), 'The newest first.'), ...readProblems },
})
const addRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Add a picture',
  description:
    'The body is the file itself: JPEG, PNG, WebP or AVIF, or SVG for a logo; 15 MB and 50 megapixels at most. What it is, its bytes say. It is made anew, without what a camera wrote into it.',
  request: {
    query: z.object({ purpose: z.enum(uploadPurposes) }),
    body: { content: { 'image/*': { schema: z.string().openapi({ format: 'binary' }) } } },
  },
  responses: {
    201: json(pictureSchema, 'Added; not shown before something names it.'),
    ...writeProblems,
    ...problems('payload_too_large', 'not_allowed', 'invalid_input'),
  },
})
const describeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: one,
  summary: 'Change what is said in place of a picture',
  request: {
    params: idParam('upload_id'),
    body: bodyOf(
      z.object({ alt: spokenText }).openapi('PictureChange'),
      'In every language in which there is a text.',
    ),
  },
  responses: { 200: json(pictureSchema, 'As it is now.'), ...changeProblems },
})
const removeRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: one,
  summary: 'Remove a picture that nothing shows',
  request: { params: idParam('upload_id') },
  responses: { ...gone, ...writeProblems },
})

export const uploadsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { data, next_cursor } = takePage(await listPictures(c.var.ctx), c.req.valid('query'))
    return c.json({ data: data.map(toJson), next_cursor }, 200)
  })
  .openapi(addRoute, async (c) => {
    const bytes = async () => new Uint8Array(await c.req.raw.arrayBuffer())
    const { purpose } = c.req.valid('query')
    return c.json(toJson(await addPicture(c.var.ctx, { bytes, purpose })), 201)
  })
  .openapi(describeRoute, async (c) => {
    const uploadId = c.req.valid('param').upload_id
    return c.json(toJson(await describePicture(c.var.ctx, { uploadId, ...c.req.valid('json') })), 200)
  })
  .openapi(removeRoute, async (c) => {
    await removePicture(c.var.ctx, { uploadId: c.req.valid('param').upload_id })
    return c.body(null, 204)
  })

function toJson({ id, purpose, width, height, sizes, alt }: Picture): z.output<typeof pictureSchema> {
  return { id, purpose, width, height, sizes: sizes.map(({ src, ...size }) => ({ ...size, url: src })), alt }
}
