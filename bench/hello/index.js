// The least that a Worker can be. It runs with the bindings of wrangler.toml, which ask for this class.
export class TrainerCalendar {}

export default {
  fetch() {
    return new Response('hello')
  },
}
