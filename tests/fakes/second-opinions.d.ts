/** As much as is asked of libraries that come without types. */
declare module 'http_ece' {
  import type { ECDH } from 'node:crypto'

  /** @throws Error when it was not encrypted for this key and secret. */
  export function decrypt(
    buffer: Buffer,
    params: { version: 'aes128gcm'; privateKey: ECDH; authSecret: Buffer },
  ): Buffer
}

declare module 'web-push' {
  const webPush: {
    generateVAPIDKeys: () => { publicKey: string; privateKey: string }
    generateRequestDetails: (
      subscription: { endpoint: string; keys: { p256dh: string; auth: string } },
      payload: string,
      options: {
        vapidDetails: { subject: string; publicKey: string; privateKey: string }
        TTL: number
        topic: string
        urgency: string
      },
    ) => { method: string; headers: Record<string, string | number>; body: Buffer; endpoint: string }
  }
  export default webPush
}
