import { useState } from 'react'
import { useScripts } from '../access/use-scripts.ts'

type CopyButtonProps = {
  text: string
  words: { copy: string; copied: string }
  /** What it copies, said to those who do not see it, where a page has several. */
  what?: string
  className?: string
}

/** Copies a text. Without scripts it can be selected: there is no button then. */
export function CopyButton({ text, words, what = '', className = 'button' }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false)
  const hasScripts = useScripts()
  if (!hasScripts) return null
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <button className={className} type="button" onClick={() => void copy()}>
      <span aria-live="polite">{isCopied ? words.copied : words.copy}</span>
      {what ? <span className="visually-hidden"> {what}</span> : null}
    </button>
  )
}
