import type { AppLoadContext, EntryContext } from '@remix-run/cloudflare'
import { RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToReadableStream } from 'react-dom/server'
import { NonceProvider } from './lib/nonce.ts'

type HandleDocument = [Request, number, Headers, EntryContext, AppLoadContext]

export default async function handleRequest(
  ...[request, status, headers, remixContext, { nonce }]: HandleDocument
): Promise<Response> {
  let answerStatus = status
  const stream = await renderToReadableStream(
    <NonceProvider value={nonce}>
      <RemixServer context={remixContext} url={request.url} nonce={nonce} />
    </NonceProvider>,
    {
      nonce,
      signal: request.signal,
      onError() {
        answerStatus = 500
      },
    },
  )
  if (isbot(request.headers.get('user-agent') ?? '')) await stream.allReady
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Response(stream, { headers, status: answerStatus })
}
