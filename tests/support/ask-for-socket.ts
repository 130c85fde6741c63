import { request, type ClientRequest } from 'node:http'

export type SocketWish = { url: string; host: string; path: string; origin: string; cookie: string }

/** Asks for a socket as a browser does; what comes of it is the caller's to listen for. */
export function askForSocket({ url, host, path, origin, cookie }: SocketWish): ClientRequest {
  const headers = {
    host,
    origin,
    cookie,
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': btoa('sixteen bytes !!'),
  }
  return request(new URL(path, url), { headers })
}
