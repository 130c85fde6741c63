import { z } from 'zod'
import { areas, isWithin, reaches, toGrants, type Grants } from '../access/grants.ts'
import { line } from '../input-parts.ts'

const reach = z.enum(reaches).default('none')
const right = z.object({ view: reach, change: reach }).prefault({})

/** What is not named is not allowed. Who may change something may look at it. */
export const grantsInput = z
  .partialRecord(z.enum(areas), right)
  .transform((given): Grants => ({ ...toGrants({}), ...given }))
  .superRefine((grants, context) => {
    for (const area of areas) {
      const { view, change } = grants[area]
      const asIfSeen = { ...grants, [area]: { view: change, change } }
      if (isWithin(asIfSeen, { ...grants, [area]: { view, change } })) continue
      const message = 'Whoever may change this has to see it.'
      context.addIssue({ code: 'custom', path: [area, 'view'], message })
    }
  })

export const roleFields = z.object({ name: line(60), grants: grantsInput })
