import { z } from 'zod'
import { line } from '../../input-parts.ts'
import { bareFilter, clientFilter } from './client-filter.ts'

/** More than a menu can show. */
export const MOST_SEGMENTS = 50

export const segmentInput = z.object({
  name: line(60),
  filter: clientFilter.transform(bareFilter).refine((filter) => Object.keys(filter).length > 0, 'required'),
})
export type SegmentInput = z.input<typeof segmentInput>
