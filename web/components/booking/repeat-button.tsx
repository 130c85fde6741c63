import { DETAILS_FORM } from './details-form.tsx'

/** From the form for one date to the same every week, with as many people as the form says by then. */
export function RepeatButton({ words }: { words: { repeat: string; repeatHint: string } }) {
  return (
    <div className="repeat-link">
      <button className="text-button" form={DETAILS_FORM} name="intent" value="repeat" formNoValidate>
        {words.repeat}
      </button>
      <p className="soft">{words.repeatHint}</p>
    </div>
  )
}
