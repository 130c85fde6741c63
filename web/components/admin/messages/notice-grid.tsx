import { DeskForm } from '../desk-form.tsx'

type NoticeGridProps = {
  page: {
    mayChange: boolean
    notices: {
      kind: string
      label: string
      ways: { channel: 'sms' | 'push'; name: string; isOn: boolean }[]
    }[]
    words: Record<'noticesTitle' | 'noticesText' | 'event' | 'save', string> & {
      ways: Record<'sms' | 'push', string>
    }
  }
}

/** Which events are told by text message or push, besides the mail. */
export function NoticeGrid({ page: { mayChange, notices, words } }: NoticeGridProps) {
  return (
    <section className="desk-section" aria-labelledby="notices">
      <h2 className="desk-section-head" id="notices">
        {words.noticesTitle}
      </h2>
      <p className="desk-intro">{words.noticesText}</p>
      <DeskForm className="desk-form" key={JSON.stringify(notices)}>
        <table className="notice-grid">
          <caption className="visually-hidden">{words.noticesTitle}</caption>
          <thead>
            <tr>
              <th scope="col">{words.event}</th>
              <th scope="col">{words.ways.sms}</th>
              <th scope="col">{words.ways.push}</th>
            </tr>
          </thead>
          <tbody>
            {notices.map(({ kind, label, ways }) => (
              <tr key={kind}>
                <th scope="row">{label}</th>
                {ways.map(({ channel, name, isOn }) => (
                  <td key={channel}>
                    <label className="notice-tick">
                      <input
                        type="checkbox"
                        name={name}
                        aria-label={`${label}: ${words.ways[channel]}`}
                        defaultChecked={isOn}
                        disabled={!mayChange}
                      />
                    </label>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {mayChange ? (
          <button className="button button-quiet" name="intent" value="notices">
            {words.save}
          </button>
        ) : null}
      </DeskForm>
    </section>
  )
}
