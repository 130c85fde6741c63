import { useDeeds } from './deeds.tsx'

type KeptNoticeProps = {
  asOf: string
  words: { offline: string; notSent: string; refusedTitle: string; dismiss: string }
  /** Whose booking it is, when that is on this page. */
  nameOf: (bookingId: string) => string | undefined
}

/** Says that the page comes from the device, and what could not be done after all. Shown by a mark on `<html>`. */
export function KeptNotice({ asOf, words, nameOf }: KeptNoticeProps) {
  const deeds = useDeeds()
  return (
    <>
      <output className="kept-notice">
        <strong>{words.offline}</strong> {asOf} {words.notSent}
      </output>
      {deeds && deeds.refused.length > 0 ? (
        <div className="notice-box" role="alert">
          <p className="notice-title">{words.refusedTitle}</p>
          <ul>
            {deeds.refused.map(({ id, bookingId, message }) => (
              <li key={id}>{[nameOf(bookingId), message].filter(Boolean).join(': ')}</li>
            ))}
          </ul>
          <button className="button button-quiet button-small" type="button" onClick={deeds.dismiss}>
            {words.dismiss}
          </button>
        </div>
      ) : null}
    </>
  )
}
