import { redirect } from '@remix-run/cloudflare'
import { followShortLink } from '../../tenants/messages/short-link.ts'
import { inPortalFile } from '../lib/portal.server.ts'

/** The link of a text message, which is paid by its letters: on to the page it stands for. */
export const loader = inPortalFile(async ({ ctx, params }) =>
  redirect(await followShortLink(ctx, params['code'] ?? ''), 303),
)
