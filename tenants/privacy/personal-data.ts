import { clientData } from './client-data.ts'
import { loginData } from './login-data.ts'
import { messageData } from './message-data.ts'
import { recordData } from './record-data.ts'
import type { PersonalTable } from './treatment.ts'

/**
 * The one list of what a studio's database knows of a person: where it is, what of it they are shown, and what becomes of
 * it when they are forgotten, in that order. What is kept names nobody: ids, times, amounts, the state of things.
 */
export const personalTables: PersonalTable[] = [...clientData, ...messageData, ...recordData, ...loginData]

/** Tables with nothing about clients in them, and why; staff and their hours are the studio's own. */
export const impersonalTables: Record<string, string> = {
  api_keys: 'programs of the studio',
  attempts: 'hashes that are gone within the hour',
  availability_overrides: 'hours of trainers',
  availability_rules: 'hours of trainers',
  booking_limits: 'rules',
  class_series: 'what the studio offers',
  client_groups: 'names of groups',
  custom_fields: 'what the studio asks of its clients',
  downloads: 'files of the whole studio; they end within days',
  group_windows: 'rules',
  identity: 'whose database it is',
  imports: 'files; who is in them is in import_rows',
  legal_pages: 'what the studio says of itself',
  locations: 'places of the studio',
  message_settings: 'how the studio’s messages are sent',
  message_templates: 'words of the studio',
  notification_rules: 'rules',
  occupancies: 'times, by ids of bookings',
  own_domains: 'names of the studio’s site',
  plan_limits: 'numbers',
  policies: 'rules',
  policy_versions: 'rules',
  resources: 'rooms and equipment',
  roles: 'who of the staff may do what',
  sample_rows: 'ids of what is there to try things out with',
  schema_migrations: 'versions of the database',
  segments: 'rules',
  service_locations: 'what the studio offers',
  service_resources: 'what the studio offers',
  service_trainers: 'what the studio offers',
  services: 'what the studio offers',
  sms_counts: 'counts, by hashes of numbers, gone within days',
  sessions: 'classes; who comes is in bookings',
  settings: 'the studio itself',
  staff: 'who works here, by ids',
  support_visits: 'people of the platform’s, and why they came',
  tags: 'words of the studio',
  time_off: 'hours of trainers',
  trainers: 'what the studio says of its trainers',
  vendor_events: 'ids of news, gone within days',
  webhook_deliveries: 'what was sent to programs of the studio',
  webhook_endpoints: 'programs of the studio',
  webhook_events: 'what was sent to programs of the studio; gone within weeks',
  uploads: 'pictures of the studio’s site',
  usage_counts: 'numbers',
}
