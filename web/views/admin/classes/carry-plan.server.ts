import { data } from '@remix-run/cloudflare'
import { isAppError } from '../../../../tenants/errors.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { sendAnswer, type CarriedOut, type RefusedForm } from '../../../lib/form-answer.server.ts'
import type { SentForm } from '../../../lib/read-form.server.ts'
import { requireTyped } from '../../../lib/read-form.server.ts'
import { hashText } from '../../../theme/hash-text.ts'
import { errorsOf, type FieldSpec } from '../form-spec.server.ts'
import type { Values } from '../form-values.server.ts'
import { mend } from '../mend.server.ts'
import { stillSeen, type SeenForm } from '../seen-form.server.ts'
import type { PlannedView } from './planned-view.server.ts'

/** A form that came back with what it would come to. */
export type ShownPlan = { plan: PlannedView; values: Values; errors: Values; message: string }
export type PlanAnswer = CarriedOut | RefusedForm | ShownPlan

/** What is to become of dates on which something is in the way. */
export type Choice = { onConflict?: 'skip'; overrideReason?: string }

type Work = {
  form: SentForm
  specs: readonly FieldSpec[]
  values: Values
  /** What the form showed when it was opened. */
  shown?: SeenForm
  /** What else the plan depends on, such as which version it is a change of. */
  of?: unknown
  /** What to say of what these fields do not have. */
  errors?: Values
  plan: (seen: string) => Promise<PlannedView>
  save: (choice: Choice) => Promise<CarriedOut>
}

/**
 * A form that is sent twice: first it is shown what it would come to, then, unchanged, it is done. What was typed anew in
 * between, and what has come in the way since, is shown again.
 */
export async function carryPlan(
  desk: Desk,
  { form, specs, values, shown, of, errors: own = {}, plan, save }: Work,
): Promise<PlanAnswer> {
  const { errors } = desk.words('deskClasses')
  const seen = hashText(JSON.stringify([values, of]))
  const clash = { clash: form.text('clash'), overrideReason: form.text('overrideReason') }
  const sent = { ...values, ...clash, ...(shown ? stillSeen(shown) : {}) }
  const show = async (wrong: Values = {}): Promise<ShownPlan> => ({
    plan: await plan(seen),
    values: sent,
    errors: wrong,
    message: '',
  })
  return mend<PlanAnswer>(
    desk,
    { errors: { ...errorsOf(desk, specs, errors), ...own }, values: sent },
    async () => {
      if (form.text('intent') !== 'save' || form.text('seen') !== seen) return show()
      if (clash.clash === 'force' && clash.overrideReason.trim() === '') {
        return show({ overrideReason: errors.overrideReason })
      }
      try {
        return await save(choiceOf(form))
      } catch (error) {
        if (isAppError(error, 'conflict', 'changed_meanwhile'))
          return { ...(await show()), message: errors.changed_meanwhile }
        throw error
      }
    },
  )
}

function choiceOf(form: SentForm): Choice {
  if (form.text('clash') === 'skip') return { onConflict: 'skip' }
  if (form.text('clash') !== 'force') return {}
  requireTyped(form, ['overrideReason'])
  return { overrideReason: form.text('overrideReason') }
}

/** The answer to the browser. */
export const sendPlan = (answer: PlanAnswer) =>
  'plan' in answer ? data(answer, { status: 200 }) : sendAnswer(answer)
