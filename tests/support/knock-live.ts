import { request } from 'node:http'

type Knock = { url: string; host: string; path: string; origin: string; cookie: string }

/** Asks for a socket as a browser does; the status of the answer, 101 when there is one. It is closed at once. */
export function knockLive({ url, host, path, origin, cookie }: Knock): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const headers = {
    host,
    origin,
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
    resolve(answer.statusCode ?? 0)
  })
  knocking.on('upgrade', (_answer, socket) => {
    socket.destroy()
    resolve(101)
  })
  knocking.end()
  return promise
}
