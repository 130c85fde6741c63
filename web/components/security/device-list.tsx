import type { DevicesPage } from '../../views/security/devices-view.server.ts'
import { PostForm } from '../access/post-form.tsx'
import { Settings } from './settings.tsx'

/** Where somebody is signed in, and the way to end it. */
export function DeviceList({ page: { devices, hasOthers, notice, words } }: { page: DevicesPage }) {
  return (
    <Settings notice={notice}>
      <p>{words.text}</p>
      <ul className="settings-list">
        {devices.map(({ id, name, facts, isCurrent, endLabel }) => (
          <li className="settings-row" key={id}>
            <div className="settings-text">
              <h2 className="settings-title">{name}</h2>
              {isCurrent ? <p className="settings-mark">{words.here}</p> : null}
              <p className="soft small">{facts.join(' · ')}</p>
            </div>
            {isCurrent ? null : (
              <PostForm className="settings-act">
                <button
                  className="button button-quiet button-small"
                  name="deviceId"
                  value={id}
                  aria-label={endLabel}
                >
                  {words.end}
                </button>
              </PostForm>
            )}
          </li>
        ))}
      </ul>
      {hasOthers ? (
        <PostForm>
          <button className="button" type="submit">
            {words.endOthers}
          </button>
        </PostForm>
      ) : (
        <p className="soft">{words.none}</p>
      )}
    </Settings>
  )
}
