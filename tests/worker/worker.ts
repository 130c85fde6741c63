// The part of the Worker these tests need: its Durable Objects, without the site.
export { TrainerCalendar } from '../../worker/durable-objects/trainer-calendar.ts'
export { VendorGate } from '../../worker/durable-objects/vendor-gate.ts'

export default { fetch: () => new Response('not here', { status: 404 }) }
