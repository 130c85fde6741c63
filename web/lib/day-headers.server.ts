import type { HeadersFunction } from '@remix-run/cloudflare'
import { PERSON_HEADER } from '../offline/kept-pages.ts'

/** For the `headers` of a page that is kept for when there is no connection: whose it is goes along. */
export const dayHeaders: HeadersFunction = ({ loaderHeaders, parentHeaders }) => {
  const headers = new Headers(parentHeaders)
  const person = loaderHeaders.get(PERSON_HEADER)
  if (person !== null) headers.set(PERSON_HEADER, person)
  return headers
}
