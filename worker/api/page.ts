import { z } from '@hono/zod-openapi'
import { invalidFields } from '../../tenants/parse-input.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50).openapi({ description: 'How many at most.' }),
  cursor: z.string().optional().openapi({ description: '`next_cursor` of the page before.' }),
})

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    data: z.array(item),
    next_cursor: z.string().nullable().openapi({ description: 'Null on the last page.' }),
  })
}

/** One page of a list that is in memory as a whole; the cursor names the last item that was given. */
export function takePage<Item extends { id: string }>(
  items: readonly Item[],
  { limit, cursor }: z.output<typeof pageQuery>,
): { data: Item[]; next_cursor: string | null } {
  const start = cursor === undefined ? 0 : items.findIndex(({ id }) => id === decodeCursor(cursor)) + 1
  if (cursor !== undefined && start === 0) {
    const errors = [{ path: 'cursor', message: 'This is no cursor of this list.' }]
    throw invalidFields(errors)
  }
  const data = items.slice(start, start + limit)
  const last = data.at(-1)
  return { data, next_cursor: last && start + limit < items.length ? encodeCursor(last.id) : null }
}
