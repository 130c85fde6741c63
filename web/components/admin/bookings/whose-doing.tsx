type WhoseDoingProps = {
  /** What follows when it is the client's doing; null when it no longer can be. */
  client: readonly string[] | null
  chosen?: string | undefined
  words: { whose: string; client: string; clientStarted: string; studio: string; studioHint: string }
}

/** Whose doing a cancellation is: what is owed goes by it. */
export function WhoseDoing({ client, chosen, words }: WhoseDoingProps) {
  const isStudios = client === null || chosen === 'studio'
  return (
    <fieldset className="field">
      <legend className="field-label">{words.whose}</legend>
      <div className="choices">
        <label className="choice">
          <input
            type="radio"
            name="whose"
            value="client"
            defaultChecked={!isStudios}
            disabled={client === null}
          />
          <span className="choice-name">{words.client}</span>
          <span className="choice-text">
            {client === null ? words.clientStarted : client.map((line) => <span key={line}>{line} </span>)}
          </span>
        </label>
        <label className="choice">
          <input type="radio" name="whose" value="studio" defaultChecked={isStudios} />
          <span className="choice-name">{words.studio}</span>
          <span className="choice-text">{words.studioHint}</span>
        </label>
      </div>
    </fieldset>
  )
}
