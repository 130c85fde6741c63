import type { LoaderFunctionArgs } from '@remix-run/cloudflare'

/** Bookings are nobody's business but their holder's; everything else may be found. */
export function loader({ context }: LoaderFunctionArgs) {
  const { origin } = context.ctx
  const lines = [
    'User-agent: *',
    'Disallow: /bookings/',
    'Disallow: /*/bookings/',
    'Disallow: /waitlist/',
    'Disallow: /*/waitlist/',
    `Sitemap: ${origin}/sitemap.xml`,
    '',
  ]
  return new Response(lines.join('\n'), { headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
}
