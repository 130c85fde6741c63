import { ids } from '../support/studio-rows.ts'
import { peopleRoutes } from './people-routes.ts'
import { desk, managers, nothing, ofOwn, ofOwnAndClient, owner, work, type ApiRoute } from './route-row.ts'
import * as things from './things.ts'

const client = { first_name: 'New', last_name: 'Person', email: 'new@example.test' }
const start_time = '2027-01-05T10:00:00Z'
const hour = { weekday: 6, start_time: '10:00', end_time: '11:00' }
const rules = {
  free_cancel: { minutes_before: 60 },
  late_cancel: { kind: 'none' },
  no_show: { kind: 'none' },
}
const day = '2027-05-04'
const holidays = `location_id=${ids.location}&year=2027`
const reason = () => ({ reason: 'Because' })

/** Who may do what at the API, route by route: a route that is not here fails the suite. */
export const apiRoutes: Record<string, ApiRoute> = {
  'GET /studio': { who: 'everybody' },
  'GET /trainers': { who: 'everybody' },
  'GET /trainers/{trainer_id}': { who: 'everybody' },
  'GET /services': { who: 'everybody' },
  'GET /services/{service_id}': { who: 'everybody' },
  'GET /locations': { who: 'everybody' },
  'GET /locations/{location_id}': { who: 'everybody' },
  'GET /policies/{policy_id}': { who: 'everybody' },
  'GET /sessions': { who: 'everybody' },
  'GET /sessions/{session_id}': { who: 'everybody' },
  'GET /availability/available-slots': { who: 'everybody' },
  'POST /bookings': { who: 'everybody', body: nothing },
  'POST /bookings/series': { who: 'everybody', body: nothing },
  'POST /bookings/series/preview': { who: 'everybody', body: nothing },
  'POST /holds': { who: 'everybody', body: nothing },
  'GET /holds/{hold_id}': { who: 'everybody' },
  'PATCH /holds/{hold_id}': { who: 'everybody' },
  'DELETE /holds/{hold_id}': { who: 'everybody' },
  'POST /waitlist': { who: 'everybody', body: nothing },

  'GET /bookings': { who: ofOwn, lists: things.booking },
  'GET /bookings/{booking_id}': { who: ofOwnAndClient, of: things.booking },
  'PATCH /bookings/{booking_id}': {
    who: ofOwnAndClient,
    of: things.booking,
    body: () => ({ notes: 'Knee' }),
  },
  'DELETE /bookings/{booking_id}': { who: ofOwnAndClient, of: things.booking },
  'GET /bookings/{booking_id}/cancel': { who: ofOwnAndClient, of: things.booking },
  'POST /bookings/{booking_id}/cancel': { who: ofOwnAndClient, of: things.booking, body: nothing },
  'POST /bookings/{booking_id}/reschedule': {
    who: ofOwnAndClient,
    of: things.booking,
    body: () => ({ start_time }),
  },
  'POST /bookings/{booking_id}/confirm': { who: ofOwn, of: things.pendingBooking },
  'POST /bookings/{booking_id}/decline': { who: ofOwn, of: things.pendingBooking, body: nothing },
  'POST /bookings/{booking_id}/check-in': { who: ofOwn, of: things.booking },
  'DELETE /bookings/{booking_id}/check-in': { who: ofOwn, of: things.checkedInBooking },
  'POST /bookings/{booking_id}/no-show': { who: ofOwn, of: things.checkedInBooking },
  'DELETE /bookings/{booking_id}/no-show': { who: ofOwn, of: things.missedBooking },
  'GET /bookings/{booking_id}/history': { who: ofOwnAndClient, of: things.booking },
  'GET /bookings/{booking_id}/charges': { who: ofOwnAndClient, of: things.booking },
  'GET /bookings/{booking_id}/messages': { who: ofOwn, of: things.booking },
  'POST /bookings/{booking_id}/charges/waive': { who: desk, of: things.booking, body: reason },
  'GET /bookings/series/{series_id}': { who: ofOwnAndClient, of: things.bookingOfSeries() },
  'POST /bookings/series/{series_id}/cancel': {
    who: ofOwnAndClient,
    of: things.bookingOfSeries(),
    body: () => ({ scope: 'all' }),
  },
  'POST /bookings/series/{series_id}/dates': {
    who: ofOwnAndClient,
    of: things.bookingOfSeries(),
    body: () => ({ start_time }),
  },
  'POST /bookings/series/{series_id}/confirm': { who: ofOwn, of: things.bookingOfSeries() },
  'POST /bookings/series/{series_id}/decline': { who: ofOwn, of: things.bookingOfSeries(), body: nothing },

  'GET /waitlist': { who: ofOwn, of: things.session, query: (id) => `session_id=${id}` },
  'GET /waitlist/{entry_id}': { who: ofOwnAndClient, of: things.entry },
  'DELETE /waitlist/{entry_id}': { who: ofOwnAndClient, of: things.entry },
  'POST /waitlist/{entry_id}/accept': { who: ofOwnAndClient, of: things.entry },
  'POST /waitlist/{entry_id}/decline': { who: ofOwnAndClient, of: things.entry },

  'POST /sessions': {
    who: ofOwn,
    of: things.trainer,
    body: (trainer_id) => ({ service_id: 'svc_yoga', trainer_id, start_time }),
  },
  'PATCH /sessions/{session_id}': { who: ofOwn, of: things.session, body: () => ({ capacity: 7 }) },
  'POST /sessions/{session_id}/preview': { who: ofOwn, of: things.session, body: () => ({ capacity: 7 }) },
  'GET /sessions/{session_id}/roster': { who: ofOwn, of: things.session },
  'POST /sessions/{session_id}/cancel': { who: ofOwn, of: things.session, body: nothing },
  'POST /sessions/{session_id}/substitute': {
    who: desk,
    of: things.session,
    body: () => ({ trainer_id: ids.ivan }),
  },
  'GET /class-series': { who: ofOwn, lists: things.series },
  'POST /class-series': {
    who: ofOwn,
    of: things.trainer,
    body: (trainer_id) => ({
      service_id: 'svc_yoga',
      trainer_id,
      weekdays: [7],
      start_time: '09:00',
      from_on: '2027-01-10',
      count: 1,
    }),
  },
  'POST /class-series/preview': {
    who: ofOwn,
    of: things.trainer,
    body: (trainer_id) => ({
      service_id: 'svc_yoga',
      trainer_id,
      weekdays: [7],
      start_time: '12:00',
      from_on: '2027-01-10',
      count: 1,
    }),
  },
  'GET /class-series/{series_id}': { who: ofOwn, of: things.series },
  'PATCH /class-series/{series_id}': {
    who: ofOwn,
    of: things.series,
    body: () => ({ scope: 'all', capacity: 7 }),
  },
  'POST /class-series/{series_id}/preview': {
    who: ofOwn,
    of: things.series,
    body: () => ({ scope: 'all', capacity: 7 }),
  },
  'DELETE /class-series/{series_id}': { who: ofOwn, of: things.series },

  'GET /availability': { who: ofOwn, lists: things.weeklyRule },
  'POST /availability': {
    who: '- - o - a a',
    of: things.trainer,
    body: (trainer_id) => ({ trainer_id, ...hour }),
  },
  'GET /availability/week': { who: ofOwn, of: things.trainer, query: (id) => `trainer_id=${id}` },
  'PUT /availability/week': {
    who: '- - o - a a',
    of: things.trainer,
    query: (id) => `trainer_id=${id}`,
    body: () => ({ rules: [hour] }),
  },
  'GET /availability/{rule_id}': { who: ofOwn, of: things.weeklyRule },
  'PATCH /availability/{rule_id}': {
    who: '- - o - a a',
    of: things.weeklyRule,
    body: () => ({ start_time: '10:30' }),
  },
  'DELETE /availability/{rule_id}': { who: '- - o - a a', of: things.weeklyRule },
  'GET /availability/breaks': { who: ofOwn, lists: things.weeklyBreak },
  'POST /availability/breaks': {
    who: '- - o - a a',
    of: things.trainer,
    body: (trainer_id) => ({ trainer_id, ...hour }),
  },
  'DELETE /availability/breaks/{rule_id}': { who: '- - o - a a', of: things.weeklyBreak },
  'GET /availability/overrides': { who: ofOwn, lists: things.override },
  'POST /availability/overrides': {
    who: '- - o - a a',
    of: things.trainer,
    body: (trainer_id) => ({ trainer_id, kind: 'closed', from_on: day }),
  },
  'DELETE /availability/overrides/{override_id}': { who: '- - o - a a', of: things.override },
  'GET /availability/time-off': { who: ofOwn, lists: things.absence },
  'POST /availability/time-off': {
    who: '- - o - a a',
    of: things.trainer,
    body: (trainer_id) => ({ trainer_id, from_on: day }),
  },
  'DELETE /availability/time-off/{time_off_id}': { who: '- - o - a a', of: things.absence },
  'GET /calendar': { who: ofOwn, query: () => 'from=2027-05-04T00:00:00Z&to=2027-05-05T00:00:00Z' },
  'GET /availability/holidays': { who: desk, query: () => holidays },
  'POST /availability/holidays': {
    who: managers,
    body: () => ({ location_id: ids.location, dates: ['2027-03-03'] }),
  },
  'GET /availability/explain': {
    who: ofOwn,
    of: things.trainer,
    query: (id) => `trainer_id=${id}&service_id=${ids.training}&start_time=${start_time}`,
  },

  'GET /clients': { who: ofOwn, lists: things.client },
  'POST /clients': { who: desk, body: () => client },
  'GET /clients/{client_id}': { who: ofOwn, of: things.client },
  'POST /studio/download': { who: owner, isFresh: true },
  'GET /studio/download': { who: owner },
  'POST /clients/{client_id}/export': { who: managers, of: things.client, isFresh: true },
  'POST /clients/{client_id}/erase': {
    who: owner,
    of: things.client,
    isFresh: true,
    // Something of theirs is to come, so that they are not forgotten after all.
    body: () => ({ cancel_upcoming: false }),
  },
  'PATCH /clients/{client_id}': {
    who: desk,
    of: things.client,
    body: () => ({ client_group_id: null }),
  },
  'GET /client-groups': { who: desk },
  'POST /client-groups': { who: managers, body: () => ({ name: `Group ${Math.random()}` }) },
  'GET /client-groups/{client_group_id}': { who: desk },
  'PATCH /client-groups/{client_group_id}': { who: managers, body: nothing },
  'DELETE /client-groups/{client_group_id}': { who: managers },

  'POST /services': {
    who: managers,
    body: () => ({
      slug: `new-${Math.random().toString(36).slice(2)}`,
      name: 'New',
      duration_minutes: 30,
      price: { amount_minor: 1000, currency: 'EUR' },
    }),
  },
  'PATCH /services/{service_id}': { who: managers, body: nothing },
  'DELETE /services/{service_id}': { who: managers },
  'GET /service-details': { who: work },
  'GET /service-details/{service_id}': { who: work },
  'GET /resources': { who: work },
  'POST /resources': {
    who: managers,
    body: () => ({ location_id: ids.location, name: 'Hall', pool: 'hall', kind: 'room' }),
  },
  'GET /resources/{resource_id}': { who: work },
  'PATCH /resources/{resource_id}': { who: managers, body: nothing },
  'DELETE /resources/{resource_id}': { who: managers },
  'POST /locations': {
    who: managers,
    body: () => ({ name: 'North', address: 'A street', time_zone: 'Europe/Sofia' }),
  },
  'PATCH /locations/{location_id}': { who: managers, body: nothing },
  'DELETE /locations/{location_id}': { who: managers },
  'GET /booking-rules': { who: desk },
  'PATCH /booking-rules': { who: managers, body: nothing },
  'GET /booking-limits': { who: desk },
  'POST /booking-limits': {
    who: managers,
    body: () => ({ subject: 'client', period: 'ever', max_bookings: 1000 }),
  },
  'GET /booking-limits/{limit_id}': { who: desk },
  'PATCH /booking-limits/{limit_id}': { who: managers, body: nothing },
  'DELETE /booking-limits/{limit_id}': { who: managers },
  'GET /policies': { who: desk },
  'POST /policies': { who: managers, body: () => ({ name: 'House rules', rules }) },
  'PATCH /policies/{policy_id}': { who: managers, body: nothing },
  'DELETE /policies/{policy_id}': { who: managers },
  'POST /policies/{policy_id}/rehearse': { who: desk, body: nothing },
  'GET /clients/{client_id}/notes': { who: ofOwn, of: things.client },
  'POST /clients/{client_id}/notes': {
    who: ofOwn,
    of: things.client,
    body: () => ({ text: 'Likes mornings' }),
  },
  'DELETE /clients/{client_id}/notes/{note_id}': { who: ofOwn, of: things.note, within: things.clientId },
  ...peopleRoutes,
}
