/**
 * A resolver that speaks JSON, as Cloudflare documents it (developers.cloudflare.com/1.1.1.1/encryption/dns-over-https):
 * `Status` is the DNS's own code, aliases come with what they lead to, texts in quotes. Speaks through `fetch`.
 */
export type DnsServer = {
  fetch: typeof fetch
  /** Records by name and type; a name without any is none. May be changed at any time. */
  zone: Map<string, Partial<Record<Kind, string[]>>>
  /** Names whose own servers fail. */
  failing: Set<string>
  /** Name and type of every question, in order. */
  asked: string[]
  /** The next questions meet these instead of an answer: a response, or silence until whoever asks gives up. */
  plan: (...faults: (Response | 'silence')[]) => void
}

type Kind = 'A' | 'AAAA' | 'CNAME' | 'TXT' | 'SOA'
type Answer = { name: string; type: number; TTL: number; data: string }

const numbers: Record<Kind, number> = { A: 1, CNAME: 5, SOA: 6, TXT: 16, AAAA: 28 }

export function makeDnsServer(records: Record<string, Partial<Record<Kind, string[]>>> = {}): DnsServer {
  const zone = new Map(Object.entries(records))
  const failing = new Set<string>()
  const asked: string[] = []
  const faults: (Response | 'silence')[] = []

  function resolve(name: string, kind: Kind): Answer[] {
    const found: Answer[] = []
    let at = name
    // A resolver gives up on a ring of aliases; this one has shown it by then.
    for (let steps = 0; steps < 8; steps += 1) {
      const [alias] = kind === 'CNAME' ? [] : (zone.get(at)?.CNAME ?? [])
      const datas = alias === undefined ? (zone.get(at)?.[kind] ?? []) : [`${alias}.`]
      const type = alias === undefined ? numbers[kind] : numbers.CNAME
      for (const data of datas) {
        found.push({ name: at, type, TTL: 300, data: type === numbers.TXT ? quote(data) : data })
      }
      if (alias === undefined) return found
      at = alias
    }
    return found
  }

  async function answer({ url, headers }: Request): Promise<Response> {
    const { searchParams } = new URL(url)
    const name = searchParams.get('name')
    const kind = searchParams.get('type') as Kind
    if (headers.get('accept') !== 'application/dns-json' || !name || !(kind in numbers)) {
      return Response.json({ error: 'Invalid query.' }, { status: 400 })
    }
    asked.push(`${name} ${kind}`)
    const Answer = resolve(name, kind)
    const isThere = zone.has(name) || Answer.length > 0
    const Status = failing.has(name) ? 2 : isThere ? 0 : 3
    const head = { Status, TC: false, RD: true, RA: true, AD: false, CD: false }
    const body = { ...head, Question: [{ name: `${name}.`, type: numbers[kind] }] }
    const type = 'application/dns-json'
    const json = Status === 0 && Answer.length > 0 ? { ...body, Answer } : { ...body, Authority: [] }
    return new Response(JSON.stringify(json), { headers: { 'content-type': type } })
  }

  return {
    zone,
    failing,
    asked,
    plan: (...next) => faults.push(...next),
    async fetch(input, init) {
      const fault = faults.shift()
      if (fault instanceof Response) return fault
      if (fault === 'silence') return silence(init?.signal)
      return answer(new Request(input, init))
    },
  }
}

/** In parts of 255 bytes, each in quotes. */
function quote(text: string): string {
  const parts = text.match(/.{1,255}/gs) ?? ['']
  return parts.map((part) => `"${part.replaceAll(/(["\\])/g, '\\$1')}"`).join(' ')
}

function silence(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))))
}
