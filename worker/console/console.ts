import { Hono, type Context } from 'hono'
import { isAppError } from '../../tenants/errors.ts'
import type { AppEnv } from '../app-env.ts'
import { identifyOperator } from '../middleware/identify-operator.ts'
import { addAccountPages } from './account.ts'
import { addAuditPage } from './audit-log.ts'
import { addBackupsPage } from './backups.ts'
import { addFactorPages } from './factor.ts'
import { addFindPages } from './find.ts'
import { addFlagPages } from './flags.ts'
import { addHealthPages } from './health.ts'
import { addMessagePages } from './messages.ts'
import { addNoticePages } from './notices.ts'
import { addHostnamePages } from './hostnames.ts'
import { addMigrationPages } from './migrations.ts'
import { addKeyForms } from './operator-keys.ts'
import { addOperatorsPage } from './operators.ts'
import { addPlanPages } from './plans.ts'
import { addNewTenantPage } from './new-tenant.ts'
import { addSignInPages } from './sign-in.ts'
import { addTenantPage } from './tenant-page.ts'
import { addTenantsPage } from './tenants.ts'
import { addUsagePage } from './usage.ts'

/**
 * The operators' console, under `/operator` of the platform's host. Whoever has not signed in gets to sign-in, whoever has no
 * second factor to its set-up, and nowhere else.
 */
export const operatorConsole = new Hono<AppEnv>().use(identifyOperator).onError((error, c) => {
  const place = placeFor(error, c)
  if (place === undefined) throw error
  return c.redirect(place, 303)
})

addSignInPages(operatorConsole)
addFactorPages(operatorConsole)
addAccountPages(operatorConsole)
addTenantsPage(operatorConsole)
// Before the page of a studio, whose address would fit it too.
addNewTenantPage(operatorConsole)
addTenantPage(operatorConsole)
addHostnamePages(operatorConsole)
addMigrationPages(operatorConsole)
addBackupsPage(operatorConsole)
addFindPages(operatorConsole)
addHealthPages(operatorConsole)
addUsagePage(operatorConsole)
addMessagePages(operatorConsole)
addNoticePages(operatorConsole)
addFlagPages(operatorConsole)
addPlanPages(operatorConsole)
addOperatorsPage(operatorConsole)
addKeyForms(operatorConsole)
addAuditPage(operatorConsole)

/** Where somebody can put right what stopped them. */
function placeFor(error: unknown, { req }: Context<AppEnv>): string | undefined {
  if (isAppError(error, 'unauthorized')) return '/operator/sign-in'
  if (isAppError(error, 'second_factor_required')) return '/operator/set-up'
  // What was sent is sent again from its page.
  const next = req.method === 'GET' ? req.path : pageOf(req.path)
  if (isAppError(error, 'reauthentication_required')) {
    return `/operator/confirm?next=${encodeURIComponent(next)}`
  }
  return undefined
}

/** The page with the form that goes to this address: the studio's, the account's, else the one whose name comes first. */
function pageOf(path: string): string {
  if (/^\/operator\/(recovery-codes|devices)$/.test(path)) return '/operator/account'
  return /^\/operator(\/tenants\/[^/]+|\/[^/]+)/.exec(path)?.[0] ?? '/operator'
}
