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

// Below the range from which systems give ports to outgoing connections, which may take one at any moment.
const FIRST_PORT = 20_000
const LAST_PORT = 30_000

/** The first of `count` ports in a row that are free now. */
export async function findFreePorts(count: number): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const first = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT - count))
    const ports = await Promise.all(Array.from({ length: count }, (_, index) => tryPort(first + index)))
    if (!ports.includes(undefined)) return first
  }
  throw new Error('This machine has no free ports')
}

export const findFreePort = (): Promise<number> => findFreePorts(1)
