/** Where one installed site is reached: what its browser gave (`PushSubscription.toJSON()`). */
export type PushAddress = { endpoint: string; p256dh: string; auth: string }

/** What the service worker shows; `url` is opened by a tap. */
export type PushNotice = { title: string; body: string; url: string; tag: string }

/** `gone`: the subscription is over, forget it. */
export type PushResult =
  { ok: true } | { ok: false; kind: 'gone' | 'retry' | 'rejected'; reason: string; retryAfterMs?: number }

/** The way out for web push (`worker/providers/web-push.ts`), or the development mailbox. */
export type PushPort = {
  /** Never rejects. `expiresAt` (ms): shown later it would be of no use. */
  send: (address: PushAddress, notice: PushNotice, expiresAt: number) => Promise<PushResult>
}
