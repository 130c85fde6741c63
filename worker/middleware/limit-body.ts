import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isStaff } from '../../tenants/access/require-staff.ts'
import { AppError } from '../../tenants/errors.ts'
import type { AppEnv } from '../app-env.ts'

/** The longest form is a few kilobytes. */
const MAX_BODY_BYTES = 64 * 1024
/** A picture of `MAX_UPLOAD_BYTES`, and what a form puts around it. */
const MAX_UPLOAD_BODY_BYTES = 16 * 1024 * 1024

/** Where pictures and files of clients are sent: a page's form, with scripts or without, and the API. */
const UPLOADS =
  /^\/(admin\/(site\/pictures(\/add)?|(trainers|services)\/[^/]+\/photo|clients\/[^/]+\/files)(\.data)?|api\/v1\/(uploads|clients\/[^/]+\/files))$/

/** Where files of clients are sent: whoever takes them passes them on as they come (`uploads/take-import-file.ts`). */
const IMPORTS = /^\/(admin\/imports\/upload|api\/v1\/clients\/import)$/

export const isImport = ({ req }: Context<AppEnv>): boolean => req.method === 'POST' && IMPORTS.test(req.path)

export const isUpload = ({ req }: Context<AppEnv>): boolean => req.method === 'POST' && UPLOADS.test(req.path)

const limitForm = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => {
    throw new AppError('payload_too_large', 'This is more than the 64 kB that can be sent.')
  },
})

const limitPicture = bodyLimit({
  maxSize: MAX_UPLOAD_BODY_BYTES,
  onError: () => {
    throw new AppError('payload_too_large', 'A file may have 15 MB at most.')
  },
})

/** Before it is known who asks: pictures wait for `limitUpload`, and files of clients for whoever takes them. */
export const limitBody: MiddlewareHandler<AppEnv> = (c, next) =>
  isUpload(c) || isImport(c) ? next() : limitForm(c, next)

/** Once it is known: what is large is taken of staff alone, and read only then. */
export const limitUpload: MiddlewareHandler<AppEnv> = (c, next) => {
  if (!isUpload(c)) return next()
  return isStaff(c.var.ctx) ? limitPicture(c, next) : limitForm(c, next)
}
