import { useNavigation } from '@remix-run/react'

/** A line at the top of the page while the next one is on its way. */
export function Progress() {
  const { state } = useNavigation()
  return <div className="progress" data-busy={state !== 'idle'} aria-hidden="true" />
}
