import type { Context, Hono } from 'hono'
import { isAppError } from '../../tenants/errors.ts'
import {
  dropDeadLetter,
  listDeadLetters,
  replayDeadLetter,
  type SendLetter,
} from '../../tenants/operators/dead-letters.ts'
import { readMessaging } from '../../tenants/operators/read-messaging.ts'
import { requireOperator } from '../../tenants/operators/require-operator.ts'
import { gatedVendors } from '../../tenants/vendors/vendors.ts'
import type { AppEnv } from '../app-env.ts'
import { logFailure } from '../log.ts'
import { readForm } from './console-form.ts'
import { messagesPage, type Gate } from './messages-view.ts'

/** How messages are going over all studios, and what the queues gave up on, to be passed on again or thrown away. */
export function addMessagePages(pages: Hono<AppEnv>): void {
  pages.get('/messages', async (c) => {
    const { platform } = c.var
    requireOperator(platform)
    const [messaging, letters, gates] = await Promise.all([
      readMessaging(platform),
      listDeadLetters(platform),
      Promise.all(gatedVendors.map((vendor) => readGate(c, vendor))),
    ])
    return messagesPage(c, { messaging, letters, gates, now: platform.now() })
  })
  pages.post('/messages/replay', async (c) => {
    const { platform } = c.var
    requireOperator(platform)
    const id = (await readForm(c))('letter')
    const send: SendLetter = async (name, body) => {
      // Whoever takes it out of the queue checks what it is.
      const queue: Queue<unknown> = name === 'work' ? c.env.WORK_QUEUE : c.env.MESSAGES_QUEUE
      await queue.send(body)
    }
    await unlessGone(replayDeadLetter(platform, { id, send }))
    return c.redirect('/operator/messages#letters', 303)
  })
  pages.post('/messages/drop', async (c) => {
    const { platform } = c.var
    requireOperator(platform)
    await unlessGone(dropDeadLetter(platform, { id: (await readForm(c))('letter') }))
    return c.redirect('/operator/messages#letters', 303)
  })
}

/** Somebody else was quicker, or it was pressed twice: the page shows what is left. */
async function unlessGone(work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!isAppError(error, 'not_found')) throw error
  }
}

async function readGate({ env, var: { requestId } }: Context<AppEnv>, vendor: Gate['vendor']): Promise<Gate> {
  try {
    return { vendor, status: await env.VENDOR_GATE.getByName(vendor).status() }
  } catch (error) {
    logFailure({ event: 'gate_failed', vendor, requestId }, error)
    return { vendor, status: null }
  }
}
