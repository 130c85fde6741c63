import type { ApiKeyRow } from '../../db/tenant/schema/index.ts'
import { KEY_GRANTS } from '../access/built-in-roles.ts'
import type { Grants } from '../access/grants.ts'

/** A key as it is shown: never the key itself, which is kept nowhere. */
export type ApiKeyView = Omit<ApiKeyRow, 'keyHash' | 'grants'> & {
  grants: Grants
  /** The name of whoever made it; null for the platform. */
  createdByName: string | null
}

export function toApiKeyView(
  { keyHash: _keyHash, grants, ...row }: ApiKeyRow,
  createdByName: string | null,
): ApiKeyView {
  return { ...row, grants: grants ?? KEY_GRANTS, createdByName }
}
