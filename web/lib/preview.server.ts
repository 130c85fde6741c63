import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { decodeBase64Url, encodeBase64Url } from '../../tenants/access/base64url.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { previewSite, type SiteDraft } from '../../tenants/site/preview-site.ts'
import { inAdmin } from './person.server.ts'
import { withQuery } from './portal-paths.ts'
import { inPortal, type Portal } from './portal.server.ts'

export const PREVIEW_PATH = '/admin/site/preview'

/** Where a draft is shown, in one of the studio's languages. */
export const previewPath = (draft: SiteDraft, lang: string): string =>
  withQuery(PREVIEW_PATH, { lang, draft: encodeBase64Url(new TextEncoder().encode(JSON.stringify(draft))) })

/** The draft in an address; an empty one where there is none that can be read. */
export function draftIn(url: URL): SiteDraft {
  const bytes = decodeBase64Url(url.searchParams.get('draft') ?? '')
  try {
    const draft: unknown = JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array()))
    return typeof draft === 'object' && draft !== null ? draft : {}
  } catch {
    return {}
  }
}

/** The studio as a draft shows it; as it is published to whoever may not look at drafts. Never throws. */
export async function drafted(ctx: TenantContext, url: URL): Promise<TenantContext> {
  return previewSite(ctx, draftIn(url)).catch(() => ctx)
}

/** Makes a loader that sees the studio's site as a draft would make it: for staff alone. */
export function inPreview<Result>(handle: (portal: Portal) => Promise<Result>) {
  return (args: LoaderFunctionArgs): Promise<Result> =>
    inAdmin(async ({ ctx, url }) => {
      const shown = await previewSite(ctx, draftIn(url))
      return inPortal(handle)({ ...args, context: { ...args.context, ctx: shown } })
    })(args)
}
