import { OpenAPIHono } from '@hono/zod-openapi'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { AppError } from '../../tenants/errors.ts'
import { invalidFields } from '../../tenants/parse-input.ts'
import type { AppEnv } from '../app-env.ts'
import { identifyByBearer } from '../middleware/identify.ts'
import { limitUpload } from '../middleware/limit-body.ts'
import { refuseBrokenBody } from '../middleware/refuse-broken-text.ts'
import { apiKeysApi } from './api-keys.ts'
import { auditLogApi } from './audit-log.ts'
import { availabilityApi } from './availability.ts'
import { bookingApis } from './booking-apis.ts'
import { bookingLimitsApi } from './booking-limits.ts'
import { bookingRulesApi } from './booking-rules.ts'
import { calendarApi } from './calendar.ts'
import { classSeriesApi } from './class-series.ts'
import { clientApis } from './client-apis.ts'
import { describeApi } from './describe-api.ts'
import { holdsApi } from './holds.ts'
import { holidaysApi } from './holidays.ts'
import { importsApi } from './imports.ts'
import { invitationsApi } from './invitations.ts'
import { locationsApi } from './locations.ts'
import { meBookingsApi } from './me-bookings.ts'
import { meDependentsApi } from './me-dependents.ts'
import { meProfileApi } from './me-profile.ts'
import { overridesApi } from './overrides.ts'
import { passkeysApi } from './passkeys.ts'
import { policiesApi } from './policies.ts'
import { answerProblem } from './problem.ts'
import { privacyApi } from './privacy.ts'
import { studioDownloadApi } from './studio-download.ts'
import { resourcesApi } from './resources.ts'
import { rolesApi } from './roles.ts'
import { samplesApi } from './samples.ts'
import { secondFactorApi } from './second-factor.ts'
import { serviceDetailsApi } from './service-details.ts'
import { servicesApi } from './services.ts'
import { sessionsApi } from './sessions.ts'
import { settingsApi } from './settings.ts'
import { staffApi } from './staff.ts'
import { studioApi } from './studio.ts'
import { themeApi } from './theme.ts'
import { timeOffApi } from './time-off.ts'
import { todayApi } from './today.ts'
import { trainerChangesApi } from './trainer-changes.ts'
import { trainerDetailsApi } from './trainer-details.ts'
import { trainersApi } from './trainers.ts'
import { usersMeApi } from './users-me.ts'
import { uploadsApi } from './uploads.ts'
import { usersApi } from './users.ts'
import { waitlistApi } from './waitlist.ts'
import { weekApi } from './week.ts'
import { weeklyRulesApi } from './weekly-rules.ts'

const studioDataApis = [studioDownloadApi, samplesApi]

export type Api = ReturnType<typeof makeApi>

/** The JSON API of a studio, under `/api/v1` of its host. The same verbs as the site's, and no cookies. */
export function makeApi() {
  const api = new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (result.success) return
      const errors = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
      throw invalidFields(errors)
    },
  })
  api.use(
    methodNotAllowed({
      app: api,
      onMethodNotAllowed: (c, methods) => {
        c.header('Allow', methods.join(', '))
        return answerProblem(
          c,
          new AppError('method_not_allowed', `This address answers ${methods.join(', ')}.`),
        )
      },
    }),
  )
  api.use(refuseBrokenBody)
  api.use(identifyByBearer, limitUpload)
  const resources = [
    studioApi,
    trainersApi,
    trainerChangesApi,
    trainerDetailsApi,
    servicesApi,
    serviceDetailsApi,
    resourcesApi,
    locationsApi,
    settingsApi,
    bookingRulesApi,
    bookingLimitsApi,
    // Before clients: there it would be an id.
    importsApi,
    ...clientApis,
    ...bookingApis,
    meBookingsApi,
    meDependentsApi,
    meProfileApi,
    staffApi,
    rolesApi,
    invitationsApi,
    apiKeysApi,
    auditLogApi,
    policiesApi,
    privacyApi,
    ...studioDataApis,
    holdsApi,
    waitlistApi,
    classSeriesApi,
    sessionsApi,
    availabilityApi,
    overridesApi,
    holidaysApi,
    timeOffApi,
    themeApi,
    uploadsApi,
    todayApi,
    calendarApi,
    usersApi,
    usersMeApi,
    secondFactorApi,
    passkeysApi,
    // After everything else under `/availability/`: there it would be an id.
    weekApi,
    weeklyRulesApi,
  ]
  for (const resource of resources) api.route('/', resource)
  api.get('/openapi.json', (c) => c.json(describeApi(api)))
  api.all('*', (c) => answerProblem(c, new AppError('not_found', 'There is nothing at this address.')))
  return api
}
