import { bookingAnswersApi } from './booking-answers.ts'
import { bookingBulkApi } from './booking-bulk.ts'
import { bookingChangesApi } from './booking-changes.ts'
import { bookingMessagesApi } from './booking-messages.ts'
import { bookingRecordsApi } from './booking-records.ts'
import { bookingSeriesApi } from './booking-series.ts'
import { bookingSeriesAnswersApi } from './booking-series-answers.ts'
import { bookingsApi } from './bookings.ts'
import { savedViewsApi } from './saved-views.ts'

/** Everything about bookings, in the order in which it is asked. */
export const bookingApis = [
  bookingSeriesApi,
  bookingSeriesAnswersApi,
  bookingBulkApi,
  savedViewsApi,
  bookingsApi,
  bookingChangesApi,
  bookingAnswersApi,
  bookingRecordsApi,
  bookingMessagesApi,
]
