import { AppError } from '../../tenants/errors.ts'
import { inPortal } from '../lib/portal.server.ts'

/** Every address that no other route answers. */
export const loader = inPortal(async () => {
  throw new AppError('not_found', 'There is no such page.')
})

export const action = loader

export default function NoSuchPage() {
  return null
}
