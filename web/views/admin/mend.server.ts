import { AppError } from '../../../tenants/errors.ts'
import { carryOut, type RefusedForm } from '../../lib/form-answer.server.ts'
import type { Portal } from '../../lib/portal.server.ts'

type Said = {
  /** What to say of a field, of a reason, or of a code: whichever fits first. */
  errors: Record<string, string>
  /** What was typed and may be shown again. */
  values?: Record<string, string>
}

/** Carries out a form of the admin. What can be mended is told beside the field, or above the form by its reason. */
export function mend<Answer>(
  portal: Portal,
  { errors, values = {} }: Said,
  work: () => Promise<Answer>,
): Promise<Answer | RefusedForm> {
  return carryOut<Answer | RefusedForm>(portal, { fields: errors, values, messages: errors }, async () => {
    try {
      return await work()
    } catch (error) {
      const message = error instanceof AppError ? errors[error.details.reason ?? ''] : undefined
      if (!(error instanceof AppError) || message === undefined) throw error
      return { status: error.status, code: error.code, message, errors: {}, values }
    }
  })
}
