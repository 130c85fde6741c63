import type { Socket } from 'node:net'
import { askForSocket, type SocketWish } from './ask-for-socket.ts'

/** `heard`: how often it was said that something changed. */
export type LiveSocket = { heard: () => number; isOpen: () => boolean; close: () => void }

/** Opens a socket as a browser does, and keeps it. @throws Error when there is none to be had. */
export function openLiveSocket(wish: Omit<SocketWish, 'origin'>): Promise<LiveSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<LiveSocket>()
  const knocking = askForSocket({ ...wish, origin: `http://${wish.host}` })
  knocking.on('error', reject)
  knocking.on('response', (answer) => {
    answer.resume()
    reject(new Error(`There is no socket: ${answer.statusCode}`))
  })
  knocking.on('upgrade', (_answer, socket, head) => resolve(listen(socket as Socket, head)))
  knocking.end()
  return promise
}

/** Nothing else is ever said, and never in pieces: a count of the word is enough. */
function listen(socket: Socket, head: Buffer): LiveSocket {
  let said = head.toString('latin1')
  let isOpen = true
  socket.on('data', (bytes: Buffer) => (said += bytes.toString('latin1')))
  socket.on('error', () => {})
  socket.on('close', () => (isOpen = false))
  return {
    heard: () => said.split('changed').length - 1,
    isOpen: () => isOpen,
    close: () => void socket.destroy(),
  }
}
