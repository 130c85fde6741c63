import type { RefObject } from 'react'
import type { FrameView } from '../../../views/admin/frame-view.server.ts'
import { goKeys, switchKeys, useKeySwitch } from './use-keys.ts'

type KeyHelpProps = {
  dialog: RefObject<HTMLDialogElement>
  places: FrameView['rest']
  words: FrameView['search']
}

/** The list of keys, and the switch for those that are a single one. */
export function KeyHelp({ dialog, places, words }: KeyHelpProps) {
  const isOn = useKeySwitch()
  const goes = Object.entries(goKeys).flatMap(([key, href]) =>
    places.filter((place) => place.href === href).map(({ label }) => ({ key, label })),
  )
  return (
    <dialog className="key-help" ref={dialog} aria-labelledby="key-help-title">
      <h2 id="key-help-title">{words.keys}</h2>
      <dl>
        <div>
          <dt>{words.keySearch}</dt>
          <dd>
            <kbd>Ctrl</kbd> <kbd>K</kbd>
          </dd>
        </div>
        {goes.map(({ key, label }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>
              <kbd>G</kbd> {words.keyGo} <kbd>{key.toUpperCase()}</kbd>
            </dd>
          </div>
        ))}
        <div>
          <dt>{words.keyHelp}</dt>
          <dd>
            <kbd>?</kbd>
          </dd>
        </div>
      </dl>
      <label className="key-switch">
        <input
          type="checkbox"
          checked={isOn}
          onChange={({ currentTarget }) => switchKeys(currentTarget.checked)}
        />
        <span>
          {words.keysOn} <small>{words.keysHint}</small>
        </span>
      </label>
      <form method="dialog">
        <button className="button button-quiet">{words.keysClose}</button>
      </form>
    </dialog>
  )
}
