import { useState } from 'react'
import type { ShownCodes, TwoStepPage } from '../../views/security/two-step-view.server.ts'
import { useScripts } from '../access/use-scripts.ts'
import { Link } from '../link.tsx'
import { Settings } from './settings.tsx'

type RecoveryCodesProps = { page: TwoStepPage; shown: ShownCodes }

/** The recovery codes, to be written down: nobody can show them a second time. */
export function RecoveryCodes({ page: { selfHref, words }, shown }: RecoveryCodesProps) {
  const hasScripts = useScripts()
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(shown.codes.join('\n'))
    setCopied(true)
  }
  return (
    <Settings>
      <h2 className="settings-title">{words.codesTitle}</h2>
      <p>{words.codesText}</p>
      <ul className="recovery-codes">
        {shown.codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="actions">
        <a className="button button-quiet" href={shown.file} download={`${words.fileName}.txt`}>
          {words.download}
        </a>
        {hasScripts ? (
          <>
            <button className="button button-quiet" type="button" onClick={() => window.print()}>
              {words.print}
            </button>
            <button className="button button-quiet" type="button" onClick={() => void copy()}>
              {isCopied ? words.copied : words.copy}
            </button>
          </>
        ) : null}
        <Link className="button" to={selfHref}>
          {words.keptThem}
        </Link>
      </div>
    </Settings>
  )
}
