import type { AppLoadContext, EntryContext, HandleErrorFunction } from '@remix-run/cloudflare'
import { RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToReadableStream } from 'react-dom/server'
import { logFailure } from './lib/log-failure.server.ts'
import { NonceProvider } from './lib/nonce.ts'

type HandleDocument = [Request, number, Headers, EntryContext, AppLoadContext]

export default async function handleRequest(
  ...[request, status, headers, remixContext, context]: HandleDocument
): Promise<Response> {
  let answerStatus = status
  const { nonce } = context
  const stream = await renderToReadableStream(
    <NonceProvider value={nonce}>
      <RemixServer context={remixContext} url={request.url} nonce={nonce} />
    </NonceProvider>,
    {
      nonce,
      signal: request.signal,
      onError(error) {
        answerStatus = 500
        logFailure(context, 'internal', error)
      },
    },
  )
  if (isbot(request.headers.get('user-agent') ?? '')) await stream.allReady
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Response(stream, { headers, status: answerStatus })
}

/** What loaders threw unforeseen; failures of the domain are answers, not errors. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (!request.signal.aborted) logFailure(context, 'internal', error)
}
