import type { Context } from 'hono'
import { html } from 'hono/html'
import type { AppEnv } from '../app-env.ts'
import type { Kept, KeptMail } from '../providers/dev-mailbox.ts'
import { neutralPage, type Markup } from './neutral-page.ts'

const channels = [
  ['', 'All'],
  ['email', 'E-mail'],
  ['sms', 'SMS'],
  ['push', 'Push'],
  ['webhook', 'Webhooks'],
] as const
const names = { mail: 'E-mail', sms: 'SMS', push: 'Push', webhook: 'Webhook' }

type Shown = { channel: string; to: string; found: Kept[] }

/** All that was kept, of one channel if one is named, the newest first. */
export function mailboxPage(c: Context<AppEnv>, { channel, to, found }: Shown) {
  return neutralPage(c, {
    title: 'Development mailbox',
    style: LIST_STYLE,
    hasForms: true,
    body: html`<h1>Development mailbox</h1>
      <p class="quiet">
        What this machine would have sent. Tools read
        <a href="/dev/mailbox.json">/dev/mailbox.json?to=&amp;channel=</a>.
      </p>
      <nav aria-label="Channels">
        ${channels.map(
          ([value, label]) =>
            html`<a href="${addressOf(value, to)}" ${value === channel ? html`aria-current="page"` : ''}
              >${label}</a
            >`,
        )}
      </nav>
      <form action="/dev/mailbox">
        ${channel === '' ? '' : html`<input type="hidden" name="channel" value="${channel}" />`}
        <label>To <input name="to" value="${to}" autocomplete="off" /></label> <button>Show</button>
      </form>
      ${
        found.length === 0
          ? html`<p>Nothing yet.</p>`
          : html`<ul>
              ${found.map(row)}
            </ul>`
      }`,
  })
}

function addressOf(channel: string, to: string): string {
  const query = new URLSearchParams({ ...(channel ? { channel } : {}), ...(to ? { to } : {}) }).toString()
  return query === '' ? '/dev/mailbox' : `/dev/mailbox?${query}`
}

function row(one: Kept) {
  const path = one.kind === 'mail' ? one.id : `${one.kind}/${one.id}`
  const files = one.kind === 'mail' ? one.attachments.map(({ filename }) => filename) : []
  return html`<li>
    <span class="quiet">${names[one.kind]} · ${instant(one.sentAt)} · ${one.to}</span><br />
    <a href="/dev/mailbox/${path}">${titleOf(one) || 'Without words'}</a>
    ${files.map((file) => html` <span class="quiet">+ ${file}</span>`)}
  </li>`
}

function titleOf(one: Kept): string {
  if (one.kind === 'mail') return one.subject
  if (one.kind === 'webhook') return one.event
  return one.kind === 'sms' ? one.body : `${one.title}: ${one.body}`
}

/** One of them, as it would look where it arrives. */
export function keptPage(c: Context<AppEnv>, one: Kept) {
  return neutralPage(c, {
    title: titleOf(one),
    style: ONE_STYLE,
    body: html`<p><a href="/dev/mailbox">All messages</a></p>
      ${one.kind === 'mail' ? mailBody(one) : otherBody(one)}`,
  })
}

function mailBody(mail: KeptMail): Markup {
  return html`<h1>${mail.subject}</h1>
    ${facts([
      ['From', mail.from],
      ['To', mail.to],
      ['Reply to', mail.replyTo],
      ['Sent', instant(mail.sentAt)],
      ...Object.entries(mail.headers),
    ])}
    <iframe
      title="The message as it would look"
      sandbox="allow-popups"
      src="/dev/mailbox/${mail.id}/html"
    ></iframe>
    ${mail.attachments.map(
      ({ filename, contentType, content }, index) =>
        html`<h2><a href="/dev/mailbox/${mail.id}/attachments/${index}">${filename}</a></h2>
          <p class="quiet">${contentType}</p>
          <pre>${content}</pre>`,
    )}
    <h2>As plain text</h2>
    <pre>${mail.text}</pre>`
}

function otherBody(one: Exclude<Kept, { kind: 'mail' }>): Markup {
  if (one.kind === 'sms') {
    return html`<h1>SMS</h1>
      ${facts([
        ['From', one.from],
        ['To', one.to],
        ['Sent', instant(one.sentAt)],
        ['Parts', String(one.segments)],
      ])}
      <p class="bubble words">${one.body}</p>`
  }
  if (one.kind === 'push') {
    return html`<h1>Push</h1>
      ${facts([
        ['To', one.to],
        ['Sent', instant(one.sentAt)],
        ['Of use until', instant(one.expiresAt)],
        ['Tag', one.tag],
      ])}
      <p class="bubble">
        <strong>${one.title}</strong><br />${one.body}<br /><a href="${one.url}">${one.url}</a>
      </p>`
  }
  return html`<h1>${one.event}</h1>
    ${facts([['To', one.to], ['Sent', instant(one.sentAt)], ...Object.entries(one.headers)])}
    <pre>${indented(one.body)}</pre>`
}

function facts(pairs: (readonly [string, string])[]) {
  return html`<dl>
    ${pairs.map(
      ([name, value]) =>
        html`<dt class="quiet">${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`
}

function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

function instant(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').slice(0, 19)
}

const LIST_STYLE = `
  main { max-width: 64rem }
  nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem }
  nav a, label { display: inline-flex; align-items: center; gap: .5rem; min-height: 44px }
  nav a[aria-current] { color: inherit; font-weight: 600; text-decoration: none }
  input, button { box-sizing: border-box; min-height: 44px; min-width: 0; padding: .25rem .75rem; font: inherit }
  form { display: flex; flex-wrap: wrap; gap: .5rem }
  ul { padding: 0; list-style: none }
  li { padding: .75rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
`

const ONE_STYLE = `
  main { max-width: 64rem }
  h1 { overflow-wrap: anywhere }
  iframe { width: 100%; height: 40rem; border: 1px solid var(--line); background: #fff }
  pre { white-space: pre-wrap; overflow-wrap: anywhere }
  dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1rem }
  dd { margin: 0; overflow-wrap: anywhere }
  .bubble { max-width: 22rem; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: 1rem; overflow-wrap: anywhere }
  .words { white-space: pre-line }
`
