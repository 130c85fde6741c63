import type { Context } from 'hono'
import { html } from 'hono/html'
import { seconds } from '../../tenants/durations.ts'
import { readStatus, type PartState, type PlatformStatus } from '../../tenants/fleet/health/read-status.ts'
import type { AppEnv } from '../app-env.ts'
import { registryOf } from '../context.ts'
import { logFailure } from '../log.ts'
import { langOf, signUpPage, type Lang } from '../sign-up/sign-up-page.ts'
import { statusWords } from './status-words.ts'

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
    text: text.en,
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

function worstOf({ sites, messages, background }: PlatformStatus): PartState {
  const states = [sites, messages, background]
  return states.find((state) => state === 'down') ?? states.find((state) => state === 'degraded') ?? 'ok'
}

function statusPage(c: Context<AppEnv>, status: PlatformStatus | null) {
  const lang = langOf(c)
  const words = statusWords(lang)
  const about = { lang, other: `/status?lang=${words.other.lang}` }
  if (status === null) {
    return signUpPage(c, {
      ...about,
      title: words.titles.down,
      status: 503,
      body: html`<p>${words.away}</p>`,
    })
  }
  const parts = [
    [words.sites, status.sites],
    [words.messages, status.messages],
    [words.background, status.background],
  ] as const
  return signUpPage(c, {
    ...about,
    title: words.titles[worstOf(status)],
    style: STYLE,
    refreshSeconds: 60,
    body: html`<ul class="parts">
        ${parts.map(([name, state]) => html`<li><span>${name}</span> <strong class="${state}">${words.states[state]}</strong></li>`)}
      </ul>
      ${plannedList(status, lang)}
      <h2>${words.lastDay}</h2>
      ${chart(status, lang)}`,
  })
}

function plannedList({ maintenance: planned }: PlatformStatus, lang: Lang) {
  if (planned.length === 0) return ''
  const range = formatOf(lang, { dateStyle: 'medium', timeStyle: 'short' })
  return html`<h2>${statusWords(lang).maintenance}</h2>
    <ul class="planned">
      ${planned.map(
        ({ text, startsAt, endsAt }) =>
          html`<li>
            <span class="quiet">${range.formatRange(startsAt, endsAt)} UTC</span><br />${text[lang]}
          </li>`,
      )}
    </ul>`
}

/** An hour a bar: full when every request was answered, and the table behind it. */
function chart({ answered }: PlatformStatus, lang: Lang) {
  const words = statusWords(lang)
  const asked = answered.flatMap(({ share }) => (share === null ? [] : [share]))
  if (asked.length === 0) return html`<p>${words.nobodyAsked}</p>`
  const said = words.answered(percent(asked.reduce((sum, share) => sum + share, 0) / asked.length, lang))
  const hour = formatOf(lang, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
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
      <summary>${words.byHour}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">${words.hour}</th>
            <th scope="col">${words.share}</th>
          </tr>
        </thead>
        <tbody>
          ${answered.map(
            ({ hourAt, share }) =>
              html`<tr>
                <td>${hour.format(hourAt)}</td>
                <td>${share === null ? words.none : percent(share, lang)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </details>`
}

const formatOf = (lang: Lang, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(tagOf(lang), { ...options, timeZone: 'UTC' })

const tagOf = (lang: Lang) => (lang === 'bg' ? 'bg-BG' : 'en-GB')

function percent(share: number, lang: Lang): string {
  // What is not all is never shown as all.
  const value = Math.floor(share * 10_000) / 10_000
  return new Intl.NumberFormat(tagOf(lang), { style: 'percent', maximumFractionDigits: 2 }).format(value)
}

const STYLE = `
  ul.planned { padding: 0; list-style: none } ul.planned > li { margin-block: .75rem } ul.parts { padding: 0; list-style: none } ul.parts > li { display: flex; flex-wrap: wrap; gap: .5rem 1rem; justify-content: space-between; padding: .75rem 0; border-bottom: 1px solid var(--line) }
  .degraded, .down { color: light-dark(#b3261e, #ffb4ab) }
  svg { display: block; width: 100%; height: 4rem; margin: .5rem 0 }
  .good { fill: light-dark(#5b6168, #a3abb3) } .lost { fill: light-dark(#b3261e, #ffb4ab) } .none { fill: var(--line) }
  summary { min-height: 44px; line-height: 44px; cursor: pointer } table { border-collapse: collapse; font-variant-numeric: tabular-nums } th, td { padding: .25rem 1.5rem .25rem 0; text-align: start }
`
