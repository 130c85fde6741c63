import { consents, type ConsentRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'

export type NewConsent = Pick<ConsentRow, 'clientId' | 'kind' | 'isGiven' | 'text' | 'version'> & {
  /** `booking`, `registration`, `account`, `staff`. */
  source: string
  actor: string
  /** `sms`: the number it is about, in E.164. */
  phone?: string | null
}

/**
 * A statement that writes down what a client agreed to or took back, in the words they saw: for the batch that does what
 * it allows. It is never changed; the newest of a kind holds.
 */
export function insertConsent({ db, now }: Pick<TenantContext, 'db' | 'now'>, consent: NewConsent) {
  return db.orm.insert(consents).values({ ...consent, id: makeId('con'), at: now() })
}
