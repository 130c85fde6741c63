import type { Context } from 'hono'
import { html } from 'hono/html'
import { seconds } from '../../tenants/durations.ts'
import { readStatus, type PartState, type PlatformStatus } from '../../tenants/fleet/health/read-status.ts'
import type { AppEnv } from '../app-env.ts'
import { registryOf } from '../context.ts'
import { logFailure } from '../log.ts'
import { neutralPage } from './neutral-page.ts'

/** Whoever asks more often gets the same answer: nobody loads the registry with it. */
const KEPT_MS = seconds(20)

type Known = { at: number; status: Promise<PlatformStatus | null> }

const known = new WeakMap<object, Known>()

/** How the platform is, for everybody: `/status` for people and `/status.json` for programs. */
export async function answerStatus(c: Context<AppEnv>): Promise<Response> {
  const status = await statusOf(c)
  if (!c.req.path.endsWith('.json')) return statusPage(c, status)
  if (status === null) return c.json({ state: 'down', parts: { registry: 'down' }, maintenance: [] }, 503)
  const { sites, messages, background, maintenance } = status
  const planned = maintenance.map(({ text, startsAt, endsAt }) => ({
    text,
    starts_at: new Date(startsAt).toISOString(),
    ends_at: new Date(endsAt).toISOString(),
  }))
  return c.json({ state: worstOf(status), parts: { sites, messages, background }, maintenance: planned })
}

function statusOf(c: Context<AppEnv>): Promise<PlatformStatus | null> {
  const now = Date.now()
  const last = known.get(c.env)
  if (last && now < last.at + KEPT_MS) return last.status
  const status = readStatus(registryOf(c.env), now).catch((error: unknown) => {
    logFailure({ event: 'status_failed', requestId: c.var.requestId }, error)
    // The next one asks again.
    known.delete(c.env)
    return null
  })
  known.set(c.env, { at: now, status })
  return status
}

const words: Record<PartState, string> = { ok: 'works', degraded: 'works with difficulties', down: 'is down' }

const titles: Record<PartState, string> = {
  ok: 'Everything works',
  degraded: 'Something does not work as it should',
  down: 'The platform is down',
}

function worstOf({ sites, messages, background }: PlatformStatus): PartState {
  const states = [sites, messages, background]
  return states.find((state) => state === 'down') ?? states.find((state) => state === 'degraded') ?? 'ok'
}

function statusPage(c: Context<AppEnv>, status: PlatformStatus | null) {
  if (status === null) {
    return neutralPage(c, {
      title: 'Status',
      status: 503,
      body: html`<h1>${titles.down}</h1>
        <p>Studios that were open a moment ago stay open for some minutes. We are at it.</p>`,
    })
  }
  const parts = [
    ['Studios’ sites and booking', status.sites],
    ['Confirmations and reminders', status.messages],
    ['Work in the background', status.background],
  ] as const
  return neutralPage(c, {
    title: 'Status',
    style: STYLE,
    refreshSeconds: 60,
    body: html`<h1>${titles[worstOf(status)]}</h1>
      <ul class="parts">
        ${parts.map(([name, state]) => html`<li><span>${name}</span> <strong class="${state}">${words[state]}</strong></li>`)}
      </ul>
      ${plannedList(status)}
      <h2>The last 24 hours</h2>
      ${chart(status)}`,
  })
}

function plannedList({ maintenance: planned }: PlatformStatus) {
  if (planned.length === 0) return ''
  return html`<h2>Maintenance</h2>
    <ul>
      ${planned.map(({ text, startsAt, endsAt }) => html`<li>${instant(startsAt)} – ${instant(endsAt)}: ${text}</li>`)}
    </ul>`
}

/** An hour a bar: full when every request was answered, and the table behind it. */
function chart({ answered }: PlatformStatus) {
  const known = answered.flatMap(({ share }) => (share === null ? [] : [share]))
  const all = known.length === 0 ? 1 : known.reduce((sum, share) => sum + share, 0) / known.length
  const said = `${percent(all)} of requests were answered, by hour`
  return html`<p>${said}</p>
    <svg viewBox="0 0 ${answered.length * 10} 100" preserveAspectRatio="none" role="img" aria-label="${said}">
      ${answered.map(({ share }, index) => {
        const height = (share ?? 0) * 100
        return html`<rect
            x="${index * 10 + 1}"
            y="0"
            width="8"
            height="100"
            class="${share === null ? 'none' : 'lost'}"
          />
          <rect x="${index * 10 + 1}" y="${100 - height}" width="8" height="${height}" class="good" />`
      })}
    </svg>
    <details>
      <summary>By hour</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Hour</th>
            <th scope="col">Answered</th>
          </tr>
        </thead>
        <tbody>
          ${answered.map(
            ({ hourAt, share }) =>
              html`<tr>
                <td>${instant(hourAt)}</td>
                <td>${share === null ? 'nobody asked' : percent(share)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </details>`
}

function percent(share: number): string {
  // What is not all is never shown as all.
  return `${(Math.floor(share * 10_000) / 100).toFixed(2)} %`
}

function instant(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

const STYLE = `
  ul.parts { padding: 0; list-style: none } ul.parts > li { display: flex; flex-wrap: wrap; gap: .5rem 1rem; justify-content: space-between; padding: .75rem 0; border-bottom: 1px solid var(--line) }
  .degraded, .down { color: light-dark(#b3261e, #ffb4ab) }
  svg { display: block; width: 100%; height: 4rem; margin: .5rem 0 }
  .good { fill: light-dark(#5b6168, #a3abb3) } .lost { fill: light-dark(#b3261e, #ffb4ab) } .none { fill: var(--line) }
  summary { min-height: 44px; line-height: 44px; cursor: pointer } table { border-collapse: collapse; font-variant-numeric: tabular-nums } th, td { padding: .25rem 1.5rem .25rem 0; text-align: start }
`
