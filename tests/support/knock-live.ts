import { askForSocket, type SocketWish } from './ask-for-socket.ts'

/** Asks for a socket as a browser does; the status of the answer, 101 when there is one. It is closed at once. */
export function knockLive(wish: SocketWish): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const knocking = askForSocket(wish)
  knocking.on('error', reject)
  knocking.on('response', (answer) => {
    answer.resume()
    resolve(answer.statusCode ?? 0)
  })
  knocking.on('upgrade', (_answer, socket) => {
    socket.destroy()
    resolve(101)
  })
  knocking.end()
  return promise
}
