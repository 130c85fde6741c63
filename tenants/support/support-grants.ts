import { toGrants, type Grants } from '../access/grants.ts'

/** What an operator may look at in a studio: all but what takes people's data out of it. */
export const LOOK_GRANTS: Grants = toGrants({
  bookings: 'any none',
  calendar: 'any none',
  clients: 'any none',
  services: 'any none',
  availability: 'any none',
  money: 'any none',
  messages: 'any none',
  reports: 'any none',
  settings: 'any none',
  staff: 'any none',
})

/** The same while an owner lets them change things: never who may do what, nor the studio's data as a whole. */
export const CHANGE_GRANTS: Grants = toGrants({
  bookings: 'any any',
  calendar: 'any any',
  clients: 'any any',
  services: 'any any',
  availability: 'any any',
  money: 'any none',
  messages: 'any any',
  reports: 'any none',
  settings: 'any any',
  staff: 'any none',
})
