import { useState } from 'react'
import { useScripts } from '../access/use-scripts.ts'

/** Copies a text. Without scripts it can be selected: there is no button then. */
export function CopyButton({ text, words }: { text: string; words: { copy: string; copied: string } }) {
  const [isCopied, setCopied] = useState(false)
  const hasScripts = useScripts()
  if (!hasScripts) return null
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <button className="button" type="button" onClick={() => void copy()}>
      <span aria-live="polite">{isCopied ? words.copied : words.copy}</span>
    </button>
  )
}
