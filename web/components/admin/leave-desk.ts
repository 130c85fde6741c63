import { dropDeeds, listWaiting, sendWaiting } from '../../offline/deed-queue.ts'
import { dropPages } from '../../offline/kept-pages.ts'

/**
 * Before somebody signs out: whatever this device keeps of the studio goes, the worker first. What has not been sent is
 * tried once more; if it still cannot be, they are asked. False: they would rather stay.
 */
export async function leaveDesk(question: string): Promise<boolean> {
  try {
    await sendWaiting()
    if ((await listWaiting()).length > 0 && !window.confirm(question)) return false
    await tellWorker()
    await Promise.all([dropDeeds(), dropPages()])
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
  return true
}

async function tellWorker(): Promise<void> {
  const worker = (await navigator.serviceWorker?.getRegistration('/admin'))?.active
  if (!worker) return
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => resolve()
    setTimeout(resolve, 1_000)
    worker.postMessage({ kind: 'forget' }, [port2])
  })
}
