import { AppError } from '../../tenants/errors.ts'
import { atDesk } from '../lib/desk.server.ts'

/** Every address under the admin's that no other route answers. */
export const loader = atDesk(async () => {
  throw new AppError('not_found', 'There is no such page.')
})

export const action = loader

export default function NoSuchPage() {
  return null
}
