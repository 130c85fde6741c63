import type { RefusedForm } from '../../../lib/form-answer.server.ts'
import type { EndpointPage } from '../../../views/admin/webhooks/endpoint-view.server.ts'
import { CheckField } from '../check-field.tsx'
import { DateField } from '../date-field.tsx'
import { DeskForm } from '../desk-form.tsx'
import { Fold } from '../fold.tsx'
import { formFields } from '../form-fields.ts'

type ReplayFormProps = { words: EndpointPage['words']; refused: RefusedForm | undefined }

/** Sends again what happened in some days and has not arrived. */
export function ReplayForm({ words, refused }: ReplayFormProps) {
  const field = formFields({}, refused)
  return (
    <section className="desk-section" aria-label={words.replay}>
      <Fold title={words.replay} isOpen={Boolean(refused?.values['since'])}>
        <DeskForm className="desk-form">
          <p className="desk-intro">{words.replayText}</p>
          <DateField {...field('since')} label={words.since} isRequired />
          <DateField {...field('until')} label={words.until} />
          <CheckField {...field('all')} label={words.all} />
          <button className="button" name="intent" value="replay">
            {words.replayButton}
          </button>
        </DeskForm>
      </Fold>
    </section>
  )
}
