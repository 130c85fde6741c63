import { request } from 'node:http'
import type { Socket } from 'node:net'

/** `heard`: how often it was said that something changed. */
export type LiveSocket = { heard: () => number; isOpen: () => boolean; close: () => void }

type Opening = { url: string; host: string; path: string; cookie: string }

/** Opens a socket as a browser does, and keeps it. @throws Error when there is none to be had. */
export function openLiveSocket({ url, host, path, cookie }: Opening): Promise<LiveSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<LiveSocket>()
  const headers = {
    host,
    origin: `http://${host}`,
    cookie,
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': btoa('sixteen bytes !!'),
  }
  const knocking = request(new URL(path, url), { headers })
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
