import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Whether scripts run here: what needs them is not shown before. */
export function useScripts(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
