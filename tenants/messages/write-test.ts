import { messageChannels, type MessageRow, type TemplateTexts } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import type { WrittenMail } from './mail-content.ts'
import { messageWords } from './message-words.ts'
import { templateFields, toTemplateKind } from './templates/template-kinds.ts'
import { writeSample } from './templates/write-sample.ts'
import { writeMail } from './mail-content.ts'

type Message = Pick<MessageRow, 'details' | 'locale'>

/**
 * Writes what somebody of the staff tries out, as it would be said to a client: the mail itself, or what would be shown on a
 * phone, in a mail.
 *
 * @throws AppError `not_found` for a kind that there is not; DatabaseError.
 */
export async function writeTest(ctx: TenantContext, { details, locale }: Message): Promise<WrittenMail> {
  const kind = toTemplateKind(details?.['kind'])
  const channel = messageChannels.find((one) => one === details?.['channel'])
  if (!kind || !channel || !details) throw new AppError('not_found', 'There is no such text.')
  const texts: TemplateTexts = Object.fromEntries(
    templateFields[channel].flatMap((field) => {
      const text = details[field]
      return typeof text === 'string' ? [[field, text]] : []
    }),
  )
  const name = typeof details['name'] === 'string' ? details['name'] : ''
  const sample = await writeSample(ctx, { wish: { kind, channel, locale, texts }, name })
  const { test, testWhy } = messageWords[locale]
  if (sample.channel === 'email') return { ...sample, subject: `${test}: ${sample.subject}` }
  const title = sample.channel === 'push' ? sample.title : sample.body
  return writeMail({
    locale,
    studio: '',
    brandColor: '#1a1a1a',
    subject: `${test}: ${title}`,
    heading: title,
    intro: sample.channel === 'push' ? sample.body : '',
    facts: [],
    action: { label: ctx.tenant.name, url: `${ctx.origin}/` },
    closing: [testWhy],
    questions: '',
  })
}
