import { inAccount, type Person } from '../../lib/person.server.ts'
import { accountFrame } from '../account/account-frame.server.ts'

/** Makes the loader of a part of the security settings, in the frame of the account. */
export function accountSecurity<Page extends { title: string }>(makePage: (person: Person) => Promise<Page>) {
  return inAccount(async (person) => {
    const page = await makePage(person)
    return { ...accountFrame(person, { title: page.title, current: 'security' }), ...page }
  })
}
