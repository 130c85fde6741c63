import { CopyButton } from './copy-button.tsx'

type Words = Parameters<typeof CopyButton>[0]['words'] & {
  type: string
  name: string
  value: string
  priority?: string
}

type RecordToSetProps = {
  record: {
    /** What it is for. */
    what: string
    type: string
    /** Its name as most providers want it, and the whole of it. */
    short: string
    inFull: string
    value: string
    priority?: string | number | null
    /** What the DNS shows of it, in words, and whether that will do. */
    state: string
    isRight: boolean
    hint?: string | null
  }
  words: Words
}

/** A record that somebody has to set with whoever keeps their domain, each part with a button that copies it. */
export function RecordToSet({ record, words }: RecordToSetProps) {
  const { what, type, short, inFull, value, priority, state, isRight, hint } = record
  const copy = (label: string, text: string) => (
    <CopyButton
      text={text}
      words={words}
      what={`${type}, ${label}`}
      className="button button-quiet button-small"
    />
  )
  return (
    <div className="domain-record">
      <h3>{what}</h3>
      <p className={isRight ? 'domain-state domain-right' : 'domain-state'}>{state}</p>
      {hint ? <p className="soft">{hint}</p> : null}
      <dl className="domain-facts">
        <dt>{words.type}</dt>
        <dd>{type}</dd>
        <dt>{words.name}</dt>
        <dd>
          <span>
            <code>{short}</code> <span className="soft">{inFull}</span>
          </span>
          {copy(words.name, short)}
        </dd>
        <dt>{words.value}</dt>
        <dd>
          <code>{value}</code>
          {copy(words.value, value)}
        </dd>
        {priority ? (
          <>
            <dt>{words.priority}</dt>
            <dd>{priority}</dd>
          </>
        ) : null}
      </dl>
    </div>
  )
}
