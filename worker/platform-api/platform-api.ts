import type { OpenAPIHono } from '@hono/zod-openapi'
import { AppError } from '../../tenants/errors.ts'
import { makeOpenApi } from '../api/open-api.ts'
import { answerProblem } from '../api/problem.ts'
import type { AppEnv } from '../app-env.ts'
import { identifyOperatorKey } from '../middleware/identify-operator.ts'
import { platformAuditApi } from './audit-log.ts'
import { backupsApi } from './backups.ts'
import { describePlatformApi } from './describe-platform-api.ts'
import { featureFlagsApi } from './feature-flags.ts'
import { healthApi } from './health.ts'
import { hostnamesApi } from './hostnames.ts'
import { lifecycleApi } from './lifecycle.ts'
import { migrationsApi } from './migrations.ts'
import { noticesApi } from './notices.ts'
import { plansApi } from './plans.ts'
import { provisioningApi } from './provisioning.ts'
import { supportApi } from './support.ts'
import { secretsApi } from './secrets.ts'
import { tenantsApi } from './tenants.ts'
import { usageApi } from './usage.ts'

/** Whoever adds routes adds their one here, in the order of the docs page. */
const resources = [
  tenantsApi,
  hostnamesApi,
  healthApi,
  usageApi,
  secretsApi,
  provisioningApi,
  lifecycleApi,
  migrationsApi,
  backupsApi,
  plansApi,
  supportApi,
  featureFlagsApi,
  noticesApi,
  platformAuditApi,
]

/** What operators' programs ask of the platform, under `/api/v1` of its own host. The same verbs as the console's, and no cookies. */
export function makePlatformApi(): OpenAPIHono<AppEnv> {
  const api = makeOpenApi()
  api.use(identifyOperatorKey)
  for (const resource of resources) api.route('/', resource)
  api.get('/openapi.json', (c) => c.json(describePlatformApi(api)))
  api.all('*', (c) => answerProblem(c, new AppError('not_found', 'There is nothing at this address.')))
  return api
}
