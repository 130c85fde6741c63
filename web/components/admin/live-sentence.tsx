import { useFetcher } from '@remix-run/react'
import { useEffect, useRef } from 'react'

/** With its language where that may be another than the page's. */
export type Sentence = { text: string; lang?: string }

type LiveSentenceProps = {
  /** What answers with sentences for the fields of the form around this. */
  action: string
  /** Of what is kept; what stays without scripts. */
  sentences: readonly Sentence[]
  label: string
}

const WAIT_MS = 300

/** What a form comes to, in words, as it is being filled in. */
export function LiveSentence({ action, sentences, label }: LiveSentenceProps) {
  const { data, load } = useFetcher<{ sentences: Sentence[] }>()
  const box = useRef<HTMLOutputElement>(null)
  useEffect(() => {
    const form = box.current?.closest('form')
    if (!form) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = () => {
      clearTimeout(timer)
      timer = setTimeout(() => load(`${action}?${shortFieldsOf(form)}`), WAIT_MS)
    }
    form.addEventListener('input', ask)
    return () => {
      clearTimeout(timer)
      form.removeEventListener('input', ask)
    }
  }, [action, load])
  return (
    <output className="sentence" ref={box} aria-label={label}>
      {(data?.sentences ?? sentences).map(({ text, lang }) => (
        <span key={text} lang={lang}>
          {text}
        </span>
      ))}
    </output>
  )
}

const LONGEST = 60

/** What sentences are made of; texts are not, and would not fit an address. */
function shortFieldsOf(form: HTMLFormElement): string {
  const fields = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && value.length <= LONGEST ? [[name, value]] : [],
  )
  return new URLSearchParams(fields).toString()
}
