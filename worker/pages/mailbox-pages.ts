import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import { AppError } from '../../tenants/errors.ts'
import type { AppEnv } from '../app-env.ts'
import {
  keptKinds,
  listKept,
  readKept,
  readMail,
  type Kept,
  type KeptKind,
  type KeptMail,
} from '../providers/dev-mailbox.ts'
import { keptPage, mailboxPage } from './mailbox-views.ts'

/** For the platform's first page. */
const hint = html`<p>On this machine nothing is sent: <a href="/dev/mailbox">the mailbox</a> shows it.</p>`

/**
 * What would have been sent, for people (`/dev/mailbox`) and for tools (`/dev/mailbox.json?to=&channel=`, e-mail unless
 * another channel is named). It is in no production build: `worker/index.ts` leaves it out.
 */
const pages = new Hono<AppEnv>()
  .get('/mailbox.json', async (c) => {
    const found = await listKept(mailboxOf(c), [kindOf(c.req.query('channel') ?? 'email')])
    return c.json({ data: found.filter(isTo(c.req.query('to'))).map(toJson) })
  })
  .get('/mailbox', async (c) => {
    const channel = c.req.query('channel') ?? ''
    const to = c.req.query('to') ?? ''
    const found = await listKept(mailboxOf(c), channel === '' ? keptKinds : [kindOf(channel)])
    return mailboxPage(c, { channel, to, found: found.filter(isTo(to || undefined)) })
  })
  .get('/mailbox/:id', async (c) => keptPage(c, await requireKept(c, 'mail', c.req.param('id'))))
  .get('/mailbox/:id/html', async (c) => {
    const mail = await requireMail(c, c.req.param('id'))
    // As in a mail program: its own styles, no scripts, and nothing of ours within its reach.
    c.header(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; frame-ancestors 'self'; sandbox allow-popups",
    )
    return c.html(mail.html)
  })
  .get('/mailbox/:channel/:id', async (c) =>
    keptPage(c, await requireKept(c, kindOf(c.req.param('channel')), c.req.param('id'))),
  )
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

/** As a channel is called in addresses. */
function kindOf(channel: string): KeptKind {
  const kind = keptKinds.find((one) => (one === 'mail' ? 'email' : one) === channel)
  if (!kind) throw new AppError('not_found', 'There is no such channel.')
  return kind
}

function isTo(to: string | undefined) {
  return (one: Kept) => to === undefined || one.to === to
}

async function requireMail(c: Context<AppEnv>, id: string): Promise<KeptMail> {
  const mail = await readMail(mailboxOf(c), id)
  if (!mail) throw new AppError('not_found', 'There is no such message.')
  return mail
}

async function requireKept(c: Context<AppEnv>, kind: KeptKind, id: string): Promise<Kept> {
  const found = await readKept(mailboxOf(c), kind, id)
  if (!found) throw new AppError('not_found', 'There is no such message.')
  return found
}

function toJson(one: Kept) {
  const sent_at = new Date(one.sentAt).toISOString()
  const { sentAt: _, kind, ...rest } = one
  if (kind !== 'mail') return { ...rest, channel: kind, sent_at }
  const { replyTo, attachments, ...mail } = one
  return {
    id: mail.id,
    channel: 'email',
    sent_at,
    from: mail.from,
    to: mail.to,
    reply_to: replyTo,
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    attachments: attachments.map(({ filename, contentType, content }) => ({
      filename,
      content_type: contentType,
      content,
    })),
    headers: mail.headers,
    tags: mail.tags,
  }
}
