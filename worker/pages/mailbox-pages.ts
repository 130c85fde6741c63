import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import { AppError } from '../../tenants/errors.ts'
import type { AppEnv } from '../app-env.ts'
import { listMails, readMail, type KeptMail } from '../providers/dev-mailbox.ts'
import { neutralPage } from './neutral-page.ts'

/** For the platform's first page. */
const hint = html`<p>On this machine nothing is sent: <a href="/dev/mailbox">the mailbox</a> shows it.</p>`

/**
 * What would have been sent, for people (`/dev/mailbox`) and for tools (`/dev/mailbox.json?to=`). It is in no production
 * build: `worker/index.ts` leaves it out.
 */
const pages = new Hono<AppEnv>()
  .get('/mailbox.json', async (c) => {
    const to = c.req.query('to')
    const mails = await listMails(mailboxOf(c))
    return c.json({ data: mails.filter((mail) => to === undefined || mail.to === to).map(toJson) })
  })
  .get('/mailbox', async (c) => listPage(c, await listMails(mailboxOf(c))))
  .get('/mailbox/:id', async (c) => mailPage(c, await requireMail(c, c.req.param('id'))))
  .get('/mailbox/:id/html', async (c) => {
    const mail = await requireMail(c, c.req.param('id'))
    // As in a mail program: its own styles, no scripts, and nothing of ours within its reach.
    c.header(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; frame-ancestors 'self'; sandbox allow-popups",
    )
    return c.html(mail.html)
  })
  .get('/mailbox/:id/attachments/:index', async (c) => {
    const { attachments } = await requireMail(c, c.req.param('id'))
    const attachment = attachments[Number(c.req.param('index'))]
    if (!attachment) throw new AppError('not_found', 'There is no such attachment.')
    const filename = encodeURIComponent(attachment.filename)
    return c.body(attachment.content, 200, {
      'Content-Type': attachment.contentType,
      'Content-Disposition': `attachment; filename*=UTF-8''${filename}`,
    })
  })

export const mailbox = { hint, pages }

function mailboxOf(c: Context<AppEnv>): KVNamespace {
  if (!c.env.DEV_MAILBOX) throw new AppError('not_found', 'There is no mailbox here.')
  return c.env.DEV_MAILBOX
}

async function requireMail(c: Context<AppEnv>, id: string): Promise<KeptMail> {
  const mail = await readMail(mailboxOf(c), id)
  if (!mail) throw new AppError('not_found', 'There is no such message.')
  return mail
}

function toJson({ sentAt, replyTo, attachments, ...mail }: KeptMail) {
  return {
    ...mail,
    reply_to: replyTo,
    sent_at: new Date(sentAt).toISOString(),
    attachments: attachments.map(({ filename, contentType, content }) => ({
      filename,
      content_type: contentType,
      content,
    })),
  }
}

function listPage(c: Context<AppEnv>, mails: KeptMail[]) {
  const rows = mails.map(
    (mail) =>
      html`<tr>
        <td class="quiet">${instant(mail.sentAt)}</td>
        <td>${mail.to}</td>
        <td><a href="/dev/mailbox/${mail.id}">${mail.subject}</a></td>
      </tr>`,
  )
  return neutralPage(c, {
    title: 'Development mailbox',
    style:
      'main { max-width: 64rem } table { border-collapse: collapse; width: 100% } th, td { text-align: start; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; vertical-align: top }',
    body: html`<h1>Development mailbox</h1>
      <p class="quiet">
        What this machine would have sent. Tools read <a href="/dev/mailbox.json">/dev/mailbox.json?to=</a>.
      </p>
      ${
        mails.length === 0
          ? html`<p>Nothing yet.</p>`
          : html`<table>
              <thead>
                <tr>
                  <th scope="col">Sent</th>
                  <th scope="col">To</th>
                  <th scope="col">Subject</th>
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table>`
      }`,
  })
}

function mailPage(c: Context<AppEnv>, mail: KeptMail) {
  const links = mail.attachments.map(
    ({ filename, contentType }, index) =>
      html`<li>
        <a href="/dev/mailbox/${mail.id}/attachments/${index}">${filename}</a>
        <span class="quiet">${contentType}</span>
      </li>`,
  )
  return neutralPage(c, {
    title: mail.subject,
    style:
      'main { max-width: 64rem } iframe { width: 100%; height: 40rem; border: 1px solid var(--line); background: #fff } pre { white-space: pre-wrap } dt { float: inline-start; clear: inline-start; width: 6rem } dd { margin-inline-start: 6rem }',
    body: html`<p><a href="/dev/mailbox">All messages</a></p>
      <h1>${mail.subject}</h1>
      <dl>
        <dt class="quiet">From</dt>
        <dd>${mail.from}</dd>
        <dt class="quiet">To</dt>
        <dd>${mail.to}</dd>
        <dt class="quiet">Reply to</dt>
        <dd>${mail.replyTo}</dd>
        <dt class="quiet">Sent</dt>
        <dd>${instant(mail.sentAt)}</dd>
      </dl>
      ${
        links.length === 0
          ? ''
          : html`<ul>
              ${links}
            </ul>`
      }
      <iframe
        title="The message as it would look"
        sandbox="allow-popups"
        src="/dev/mailbox/${mail.id}/html"
      ></iframe>
      <h2>As plain text</h2>
      <pre>${mail.text}</pre>`,
  })
}

function instant(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').slice(0, 19)
}
