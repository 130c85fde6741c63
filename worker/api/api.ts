import { AppError } from '../../tenants/errors.ts'
import { identifyByBearer } from '../middleware/identify.ts'
import { limitUpload } from '../middleware/limit-body.ts'
import { apiKeysApi } from './api-keys.ts'
import { auditLogApi } from './audit-log.ts'
import { availabilityApi } from './availability.ts'
import { bookingApis } from './booking-apis.ts'
import { bookingLimitsApi } from './booking-limits.ts'
import { bookingRulesApi } from './booking-rules.ts'
import { calendarApi } from './calendar.ts'
import { calendarFeedsApi } from './calendar-feeds.ts'
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
import { mePushApi } from './me-push.ts'
import { notificationTemplatesApi } from './notification-templates.ts'
import { notificationRulesApi } from './notification-rules.ts'
import { notificationsApi } from './notifications.ts'
import { makeOpenApi } from './open-api.ts'
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
import { usageApi } from './usage.ts'
import { usersMeApi } from './users-me.ts'
import { uploadsApi } from './uploads.ts'
import { usersApi } from './users.ts'
import { waitlistApi } from './waitlist.ts'
import { webhookDeliveriesApi } from './webhook-deliveries.ts'
import { webhookEndpointsApi } from './webhook-endpoints.ts'
import { weekApi } from './week.ts'
import { weeklyRulesApi } from './weekly-rules.ts'

/** What was and will be sent, and calendars to subscribe to. */
const messageApis = [notificationsApi, notificationRulesApi, calendarFeedsApi]
const studioDataApis = [studioDownloadApi, samplesApi]

export type Api = ReturnType<typeof makeApi>

/** The JSON API of a studio, under `/api/v1` of its host. The same verbs as the site's, and no cookies. */
export function makeApi() {
  const api = makeOpenApi()
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
    usageApi,
    bookingRulesApi,
    bookingLimitsApi,
    // Before clients: there it would be an id.
    importsApi,
    ...clientApis,
    ...bookingApis,
    meBookingsApi,
    meDependentsApi,
    meProfileApi,
    mePushApi,
    staffApi,
    rolesApi,
    invitationsApi,
    apiKeysApi,
    webhookEndpointsApi,
    webhookDeliveriesApi,
    auditLogApi,
    policiesApi,
    ...messageApis,
    notificationTemplatesApi,
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
