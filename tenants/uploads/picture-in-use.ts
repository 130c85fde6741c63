import { sql } from 'drizzle-orm'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { services, settings, trainers, uploads } from '../../db/tenant/schema/index.ts'

/** Whether something shows the picture: the site itself, a trainer, a service, archived ones included. */
export const isInUse = sql`(
  EXISTS (SELECT 1 FROM ${trainers} WHERE ${trainers.photoId} = ${uploads.id})
  OR EXISTS (SELECT 1 FROM ${services} WHERE ${services.photoId} = ${uploads.id})
  OR EXISTS (SELECT 1 FROM ${settings} WHERE json_extract(${settings.site}, '$.logoId') = ${uploads.id}
    OR json_extract(${settings.site}, '$.heroPhotoId') = ${uploads.id}))`

/** The pictures that something shows: few ids first, and then their rows. */
export const selectShown = ({ orm }: Pick<TenantDatabase, 'orm'>) =>
  orm
    .select()
    .from(uploads)
    .where(
      sql`${uploads.id} IN (SELECT ${trainers.photoId} FROM ${trainers} WHERE ${trainers.photoId} IS NOT NULL
        UNION SELECT ${services.photoId} FROM ${services} WHERE ${services.photoId} IS NOT NULL
        UNION SELECT json_extract(${settings.site}, '$.logoId') FROM ${settings}
        UNION SELECT json_extract(${settings.site}, '$.heroPhotoId') FROM ${settings})`,
    )
