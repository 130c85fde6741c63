import { feedTrainer, message, nextRule, rule, trainerFeed } from './message-things.ts'
import { service } from './page-things.ts'
import { desk, ofOwn, type ApiRoute } from './route-row.ts'
import { trainer } from './things.ts'

/** Those of `api-routes.ts` that are about what was sent, and what is to be. */
export const messageRoutes: Record<string, ApiRoute> = {
  'GET /notifications': { who: ofOwn, lists: message },
  'GET /notifications/{notification_id}': { who: ofOwn, of: message },
  'POST /notifications/{notification_id}/resend': { who: desk, of: message },
  'GET /notification-rules': { who: desk },
  'POST /notification-rules': { who: desk, body: nextRule },
  'PATCH /notification-rules/{rule_id}': {
    who: desk,
    of: rule,
    body: () => ({ lead_minutes: nextRule().lead_minutes }),
  },
  'DELETE /notification-rules/{rule_id}': { who: desk, of: rule },
  'PUT /notification-rules/services/{service_id}': {
    who: desk,
    of: service,
    body: () => ({ has_own: true }),
  },
  'GET /calendar-feeds': { who: ofOwn, of: trainer, query: (id) => `trainer_id=${id}` },
  'POST /calendar-feeds': { who: ofOwn, of: trainer, body: (trainer_id) => ({ trainer_id }) },
  'DELETE /calendar-feeds/{feed_id}': { who: ofOwn, of: trainerFeed, query: feedTrainer },
  'GET /notification-settings': { who: desk },
  'PATCH /notification-settings': { who: desk, body: () => ({ miss_you_days: 90 }) },
}
