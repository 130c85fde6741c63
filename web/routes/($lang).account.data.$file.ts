import { inAccount } from '../lib/person.server.ts'
import { dataFile } from '../views/account/data-view.server.ts'

export const loader = inAccount(dataFile)
