import { sql } from 'drizzle-orm'
import { services, settings, trainers, uploads } from '../../db/tenant/schema/index.ts'

/** Whether something shows the picture: the site itself, a trainer, a service, archived ones included. */
export const isInUse = sql`(
  EXISTS (SELECT 1 FROM ${trainers} WHERE ${trainers.photoId} = ${uploads.id})
  OR EXISTS (SELECT 1 FROM ${services} WHERE ${services.photoId} = ${uploads.id})
  OR EXISTS (SELECT 1 FROM ${settings} WHERE json_extract(${settings.site}, '$.logoId') = ${uploads.id}
    OR json_extract(${settings.site}, '$.heroPhotoId') = ${uploads.id}))`
