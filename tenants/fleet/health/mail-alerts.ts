import { cleanLine } from '../../messages/clean-text.ts'
import { escapeHtml } from '../../messages/escape-html.ts'
import type { FleetContext } from '../fleet-context.ts'
import { sayRule } from './alert-words.ts'
import type { AlertTarget, ToldAlert } from './tell-alerts.ts'

/** All that is to be told, in one mail. Gives why it could not be sent, if so. */
export async function mailAlerts(
  fleet: FleetContext,
  { address }: AlertTarget,
  told: readonly ToldAlert[],
): Promise<string | null> {
  const [first] = told
  if (!first) return null
  const url = `${fleet.platformOrigin}/operator/health`
  const lines = told.map(toLine)
  const result = await fleet.mail.send({
    idempotencyKey: `alerts/${first.id}/${first.closedAt ?? 0}/${address}`.slice(0, 256),
    from: `"TrainerHub" <${fleet.mailFrom}>`,
    to: cleanLine(address),
    replyTo: fleet.mailFrom,
    subject: cleanLine(`${titleOf(first)}${told.length > 1 ? ` and ${told.length - 1} more` : ''}`),
    text: [...lines, url].join('\n\n'),
    html: [...lines.map(escapeHtml), `<a href="${url}">${url}</a>`]
      .map((line) => `<p>${line}</p>`)
      .join('\n'),
    attachments: [],
    tags: { kind: 'alert' },
  })
  return result.ok ? null : result.reason
}

function titleOf({ rule, studio, closedAt }: ToldAlert): string {
  const what = studio === null ? sayRule(rule) : `${sayRule(rule)}: ${studio}`
  return closedAt === null ? what : `Over: ${what}`
}

function toLine(alert: ToldAlert): string {
  return cleanLine(`${titleOf(alert)}. ${alert.said} Since ${new Date(alert.openedAt).toISOString()}.`)
}
