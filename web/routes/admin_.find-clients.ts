import { atDesk } from '../lib/desk.server.ts'
import { findClientsJson } from '../views/admin/bookings/new-booking-view.server.ts'

/** Clients as somebody types who they look for. */
export const loader = atDesk(findClientsJson)
