import type { RefusedForm } from '../../lib/form-answer.server.ts'
import type { PushPart } from '../../views/account/push-view.server.ts'
import { PostForm } from '../access/post-form.tsx'
import { RenameForm } from '../security/rename-form.tsx'
import { usePush } from './use-push.ts'

type PushSettingsProps = { part: PushPart; save: string; answer: RefusedForm | undefined }

/** Whether the studio may write to this device by itself, to which others it does, and what about. */
export function PushSettings({ part, save, answer }: PushSettingsProps) {
  const { key, devices, choices, words } = part
  const here = usePush(
    key,
    devices.map(({ mark }) => mark),
  )
  return (
    <section className="account-part" aria-labelledby="push-title">
      <h2 className="account-part-title" id="push-title">
        {words.title}
      </h2>
      <p>{words.text}</p>
      <ThisDevice {...here} words={words} />
      {devices.length > 0 ? (
        <>
          <h3>{words.devices}</h3>
          <ul className="settings-list">
            {devices.map((device) => (
              <DeviceRow
                key={device.id}
                device={device}
                isHere={device.mark === here.mark}
                error={answer?.values['deviceId'] === device.id ? answer.errors['device'] : undefined}
                words={words}
                save={save}
              />
            ))}
          </ul>
          <PostForm>
            <fieldset className="account-choices">
              <legend className="field-label">{words.choices}</legend>
              {choices.map(({ name, label, isWanted }) => (
                <label className="check" key={name}>
                  <input type="checkbox" name={name} value="yes" defaultChecked={isWanted} />
                  <span>{label}</span>
                </label>
              ))}
            </fieldset>
            <button className="button" name="intent" value="push-choices">
              {save}
            </button>
          </PostForm>
        </>
      ) : null}
    </section>
  )
}

type ThisDeviceProps = ReturnType<typeof usePush> & { words: PushPart['words'] }

/** Nothing is asked before somebody has pressed. */
function ThisDevice({ state, progress, turnOn, turnOff, words }: ThisDeviceProps) {
  if (state === 'unknown') return null
  if (state === 'unsupported' || state === 'denied')
    return (
      <p className="soft">
        {words[state]} {state === 'unsupported' && isApple() ? words.apple : ''}
      </p>
    )
  const isOn = state === 'on'
  return (
    <>
      <output className="soft">{words[state]}</output>
      {progress === 'failed' ? (
        <p className="field-error" role="alert">
          {words.failed}
        </p>
      ) : null}
      <button
        className={isOn ? 'button button-quiet' : 'button'}
        type="button"
        aria-disabled={progress === 'busy'}
        onClick={() => {
          if (progress !== 'busy') void (isOn ? turnOff() : turnOn())
        }}
      >
        {isOn ? words.turnOff : words.turnOn}
      </button>
    </>
  )
}

/** Telephones and tablets of Apple's let only installed sites speak. */
const isApple = (): boolean => 'standalone' in navigator

type DeviceRowProps = {
  device: PushPart['devices'][number]
  isHere: boolean
  error: string | undefined
  words: PushPart['words']
  save: string
}

function DeviceRow({ device, isHere, error, words, save }: DeviceRowProps) {
  const { id, name, facts, renameLabel, removeLabel } = device
  return (
    <li className="settings-row">
      <div className="settings-text">
        <h4 className="settings-title">{name}</h4>
        {isHere ? <p className="settings-mark">{words.here}</p> : null}
        <p className="soft small">{facts.join(' · ')}</p>
      </div>
      <RenameForm
        id={{ name: 'deviceId', value: id }}
        field={{ name: 'device', value: name, error }}
        label={renameLabel}
        words={{ rename: words.rename, name: words.name, save }}
      />
      <PostForm className="settings-act">
        <input type="hidden" name="deviceId" value={id} />
        <button
          className="button button-quiet button-small"
          name="intent"
          value="remove"
          aria-label={removeLabel}
        >
          {words.remove}
        </button>
      </PostForm>
    </li>
  )
}
