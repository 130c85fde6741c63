import type { ClientRow } from '../../../db/tenant/schema/index.ts'

/** What of a client is one person's only once: of two, one is chosen. Names go together, and so does a block. */
export const mergeFields = [
  'firstName',
  'lastName',
  'email',
  'phone',
  'locale',
  'timeZone',
  'clientGroupId',
  'bornOn',
  'fitnessLevel',
  'goals',
  'preferences',
] as const
export type MergeField = (typeof mergeFields)[number]

/** Whose value is kept: the kept client's own, or that of the one who goes. */
export const mergeSides = ['keep', 'gone'] as const
export type MergeSide = (typeof mergeSides)[number]

type Pair = { keep: ClientRow; gone: ClientRow }

/** Whose value it is unless somebody says otherwise: the kept client's, where there is one. */
export function sideOf(field: MergeField, { keep, gone }: Pair): MergeSide {
  if (field === 'email' && isBoundTo(gone)) return 'gone'
  return keep[field] === null || keep[field] === '' ? 'gone' : 'keep'
}

/** The address of a login is its client's: it is not chosen. */
export const isBoundTo = ({ userId }: Pick<ClientRow, 'userId'>): boolean => userId !== null

/** What the kept client is afterwards. */
export function mergedRow(pair: Pair, chosen: Partial<Record<MergeField, MergeSide | undefined>>) {
  const { keep, gone } = pair
  const bound = isBoundTo(keep) ? 'keep' : isBoundTo(gone) ? 'gone' : undefined
  const values = mergeFields.map((field) => {
    const side = (field === 'email' ? bound : undefined) ?? chosen[field] ?? sideOf(field, pair)
    return [field, pair[side][field]] as const
  })
  return {
    // A field of one row or the other, under its own name.
    ...(Object.fromEntries(values) as Pick<ClientRow, MergeField>),
    userId: keep.userId ?? gone.userId,
    blockedAt: keep.blockedAt ?? gone.blockedAt,
    blockReason: keep.blockReason ?? gone.blockReason,
    createdAt: Math.min(keep.createdAt, gone.createdAt),
  }
}
