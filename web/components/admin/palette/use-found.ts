import { useFetcher } from '@remix-run/react'
import { useEffect } from 'react'
import type { loader } from '../../../routes/admin._desk.search.tsx'

const TYPING_MS = 120

/** What is found by what is being typed, the latest answer that has come. */
export function useFound(text: string) {
  const { load, data } = useFetcher<typeof loader>({ key: 'palette' })
  useEffect(() => {
    const ask = () => load(`/admin/search?${new URLSearchParams({ q: text })}`)
    const timer = setTimeout(ask, text === '' ? 0 : TYPING_MS)
    return () => clearTimeout(timer)
  }, [load, text])
  return data
}
