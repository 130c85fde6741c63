import { isoCBOR } from '@simplewebauthn/server/helpers'
import { encodeBase64Url } from '../../tenants/access/base64url.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** What a page asks an authenticator; enough of the library's options. */
type CreateOptions = { challenge: string; rp: { id?: string }; user: { id: string } }
type GetOptions = { challenge: string; rpId?: string }

/** How an answer differs from what an honest browser and authenticator would say. */
export type Lies = {
  origin?: string
  rpId?: string
  challenge?: string
  type?: string
  isVerified?: boolean
  counter?: number
  userHandle?: string | null
  crossOrigin?: boolean
}

/** One passkey, as an authenticator holds it. */
export type SoftPasskey = Awaited<ReturnType<typeof makePasskey>>

const FLAGS = { present: 0x01, verified: 0x04, attested: 0x40 }

/**
 * An authenticator without hardware, in a browser at `origin`: ES256, no attestation, and it looks at its owner unless told
 * to lie. `create` and `get` answer as `@simplewebauthn/browser` does. Its passkeys never count, unless told to.
 */
export async function makePasskey(origin: string) {
  const id = crypto.getRandomValues(new Uint8Array(32))
  const keys = await makeKeys()
  const kept = { rpId: new URL(origin).hostname, userHandle: '' }
  const credentialId = encodeBase64Url(id)
  const credential = {
    id: credentialId,
    rawId: credentialId,
    type: 'public-key' as const,
    clientExtensionResults: {},
  }

  async function create({ challenge, rp, user }: CreateOptions, lies: Lies = {}) {
    kept.rpId = lies.rpId ?? rp.id ?? ''
    kept.userHandle = user.id
    const authData = await authenticatorData(kept.rpId, lies, await attest(id, keys.publicKey))
    const statement = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ])
    return {
      ...credential,
      response: {
        clientDataJSON: encodeBase64Url(clientData({ type: 'webauthn.create', challenge, origin }, lies)),
        // The encoder's own type leaves out maps within maps.
        attestationObject: encodeBase64Url(isoCBOR.encode(statement as Parameters<typeof isoCBOR.encode>[0])),
        transports: ['internal'],
      },
    }
  }

  async function get({ challenge }: GetOptions, lies: Lies = {}) {
    const authData = await authenticatorData(lies.rpId ?? kept.rpId, lies)
    const data = clientData({ type: 'webauthn.get', challenge, origin }, lies)
    const signed = join(authData, new Uint8Array(await crypto.subtle.digest('SHA-256', data)))
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, signed)
    return {
      ...credential,
      response: {
        clientDataJSON: encodeBase64Url(data),
        authenticatorData: encodeBase64Url(authData),
        signature: encodeBase64Url(toDer(new Uint8Array(signature))),
        userHandle: lies.userHandle === undefined ? kept.userHandle : lies.userHandle,
      },
    }
  }
  return { id: credentialId, create, get }
}

async function makeKeys(): Promise<CryptoKeyPair> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  // A pair, as the types of Node say of this algorithm and those of Workers do not.
  return (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair
}

function clientData(honest: { type: string; challenge: string; origin: string }, lies: Lies): Bytes {
  const {
    origin = honest.origin,
    challenge = honest.challenge,
    type = honest.type,
    crossOrigin = false,
  } = lies
  return join(new TextEncoder().encode(JSON.stringify({ type, challenge, origin, crossOrigin })))
}

async function authenticatorData(rpId: string, lies: Lies, attested?: Bytes): Promise<Bytes> {
  const { isVerified = true, counter = 0 } = lies
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(rpId)))
  const flags = FLAGS.present | (isVerified ? FLAGS.verified : 0) | (attested ? FLAGS.attested : 0)
  const count = new Uint8Array(4)
  new DataView(count.buffer).setUint32(0, counter)
  return join(hash, Uint8Array.of(flags), count, attested ?? new Uint8Array())
}

/** No model, the passkey's id, and its public key in COSE. */
async function attest(id: Bytes, publicKey: CryptoKey): Promise<Bytes> {
  // Bytes, as `raw` says.
  const point = new Uint8Array((await crypto.subtle.exportKey('raw', publicKey)) as ArrayBuffer)
  const cose = new Map<number, number | Bytes>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, point.slice(1, 33)],
    [-3, point.slice(33)],
  ])
  return join(new Uint8Array(16), Uint8Array.of(0, id.length), id, isoCBOR.encode(cose))
}

/** WebCrypto gives the two numbers of a signature side by side, authenticators as ASN.1. */
function toDer(raw: Bytes): Bytes {
  const [r, s] = [raw.slice(0, 32), raw.slice(32)].map((number) => {
    const start = number.findIndex((byte) => byte !== 0)
    const digits = number.slice(start)
    const positive = (digits[0] ?? 0) > 0x7f ? join(Uint8Array.of(0), digits) : digits
    return join(Uint8Array.of(0x02, positive.length), positive)
  })
  const both = join(r ?? new Uint8Array(), s ?? new Uint8Array())
  return join(Uint8Array.of(0x30, both.length), both)
}

function join(...parts: Uint8Array[]): Bytes {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}
