import { redirect } from '@remix-run/cloudflare'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { rosterAnswer } from '../views/admin/roster-answer.server.ts'

/** Only for the forms of rosters, which have pages of their own. */
export const loader = atDesk(async () => redirect('/admin'))

export const action = atDesk(async (desk) => sendAnswer(await rosterAnswer(desk)))

export default function AdminRoster() {
  return null
}
