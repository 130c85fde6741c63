import { requireStaff } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import { readTemplateKey, readTexts, type AskedTemplate, type GivenTexts } from './template-input.ts'
import { writeSample, type WrittenSample } from './write-sample.ts'

/** Without `texts`: as it is said now. */
export type AskedSample = AskedTemplate & { texts?: GivenTexts | undefined }

/**
 * What a message would say, about the newest booking that fits. Writes nothing, sends nothing, and its links open nothing.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input` (`template-input.ts`); DatabaseError.
 */
export async function previewTemplate(
  ctx: TenantContext,
  { texts, ...asked }: AskedSample,
): Promise<WrittenSample> {
  requireStaff(ctx, 'messages:view')
  const key = readTemplateKey(asked)
  const wish = { ...key, texts: texts && readTexts(key, texts) }
  return writeSample(ctx, { wish, name: ctx.login?.user.name ?? '' })
}
