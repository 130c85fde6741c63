import { createElement as h } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { previewTemplate } from '../../../../tenants/messages/templates/preview-template.ts'
import type { WrittenSample } from '../../../../tenants/messages/templates/write-sample.ts'
import { isAppError } from '../../../../tenants/errors.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { keyIn, typedTexts } from './text-view.server.ts'

/** As a mail program shows it: its own styles and no scripts. Not in a sandbox, as the page puts newer ones in its place. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"

/** What a message says, for the frame beside the form: as it is kept, or as it was sent to be looked at. */
export async function textPreview(desk: Desk): Promise<Response> {
  const { ctx, request } = desk
  requireStaff(ctx, 'messages:view')
  const key = keyIn(desk)
  const texts = request.method === 'POST' ? typedTexts(key, await readForm(request)) : undefined
  return new Response(await show(desk, () => previewTemplate(ctx, { ...key, texts })), {
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': POLICY },
  })
}

async function show(desk: Desk, write: () => Promise<WrittenSample>): Promise<string> {
  try {
    const sample = await write()
    if (sample.channel === 'email') return withSubject(sample)
    return onPhone(
      sample.channel === 'push' ? [sample.title, sample.body] : [sample.body],
      sample.channel === 'sms' ? desk.say('say.textParts', { count: sample.segments }) : '',
    )
  } catch (error) {
    if (!isAppError(error, 'invalid_input')) throw error
    return onPhone([], desk.words('messageTexts').cannotShow)
  }
}

/** Above the mail, as in a list of mails. */
function withSubject({ subject, html }: { subject: string; html: string }): string {
  const style = {
    margin: 0,
    padding: '12px 16px',
    font: '600 15px/1.4 system-ui,sans-serif',
    background: 'Canvas',
    color: 'CanvasText',
    borderBottom: '1px solid GrayText',
  }
  const line = renderToStaticMarkup(h('p', { style }, subject))
  return html.replace(/<body[^>]*>/, (body) => body + line)
}

const BUBBLE = {
  margin: '0 0 8px',
  padding: '12px 16px',
  borderRadius: '16px',
  background: 'color-mix(in srgb, CanvasText 10%, Canvas)',
  overflowWrap: 'anywhere',
} as const

/** As a phone shows it, the first of two lines in bold. */
function onPhone(lines: readonly string[], note: string): string {
  const [first, ...rest] = lines
  const body = {
    margin: 0,
    padding: '24px 16px',
    font: '16px/1.45 system-ui,sans-serif',
    background: 'Canvas',
    color: 'CanvasText',
  }
  return `<!doctype html>${renderToStaticMarkup(
    h(
      'html',
      { style: { colorScheme: 'light dark' } },
      h(
        'head',
        null,
        h('meta', { name: 'viewport', content: 'width=device-width' }),
        h('title', null, first),
      ),
      h(
        'body',
        { style: body },
        first === undefined
          ? null
          : h(
              'div',
              { style: BUBBLE },
              rest.length > 0 ? h('strong', null, first) : first,
              ...rest.map((line, at) => h('div', { key: at }, line)),
            ),
        note === '' ? null : h('p', { style: { margin: '12px 4px', fontSize: '14px' } }, note),
      ),
    ),
  )}`
}
