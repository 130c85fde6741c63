// The least that a Worker can be. It runs with the bindings of wrangler.toml, which ask for these classes.
export class TrainerCalendar {}
export class VendorGate {}

export default {
  fetch() {
    return new Response('hello')
  },
}
