import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

/** Listens for a moment. Resolves with the port, or with nothing when it is taken. */
export function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      // A listening TCP server has an address with a port.
      const address = server.address() as AddressInfo
      server.close(() => resolve(address.port))
    })
  })
}

/** A port that is free now. */
export async function findFreePort(): Promise<number> {
  const port = await tryPort(0)
  if (port === undefined) throw new Error('This machine has no free port')
  return port
}
