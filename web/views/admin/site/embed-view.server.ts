import { escape } from 'html-escaper'
import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { getStudioPlans } from '../../../../tenants/plans/get-studio-plans.ts'
import { hasFeature } from '../../../../tenants/plans/require-feature.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { servicePath, withQuery } from '../../../lib/portal-paths.ts'
import { languageNames } from '../../../lib/shell.server.ts'
import { makePalette } from '../../../theme/palette.ts'
import { titleOf } from '../page-title.server.ts'
import { siteParts } from './site-view.server.ts'

/** Code to be copied into another website, for the service, trainer and language that were chosen: where the plan has it. */
export async function embedPage(desk: Desk) {
  const { ctx, words, catalogue, studio, text, url } = desk
  requireStaff(ctx, 'settings:view')
  const labels = words('site')
  const asked = (name: string, known: readonly string[]) =>
    known.find((one) => one === url.searchParams.get(name)) ?? ''
  const services = catalogue.services.filter(({ kind }) => kind === 'appointment')
  const service = asked(
    'service',
    services.map(({ slug }) => slug),
  )
  const trainer = asked(
    'trainer',
    catalogue.trainers.map(({ slug }) => slug),
  )
  const lang = asked('lang', studio.locales) || studio.defaultLocale
  return {
    pageTitle: titleOf(desk, labels.embed.title),
    parts: siteParts(desk),
    service,
    trainer,
    lang,
    services: services.map(({ slug, name }) => ({ value: slug, label: text(name) })),
    trainers: catalogue.trainers.map(({ slug, name }) => ({ value: slug, label: text(name) })),
    languages: studio.locales.map((code) => ({ value: code, label: languageNames[code] })),
    heldBack: hasFeature(ctx, 'embed') ? null : await heldBackOf(desk),
    snippets: hasFeature(ctx, 'embed') ? snippetsOf(desk, { service, trainer, lang }) : [],
    words: labels,
  }
}

/** What is said in place of code that would show nothing: which plans have it, where there are any. */
async function heldBackOf({ ctx, format, say, words }: Desk) {
  const labels = words('plan')
  const { offered } = await getStudioPlans(ctx)
  const having = offered.filter(({ heldBack }) => !heldBack.includes('embed')).map(({ name }) => `“${name}”`)
  const plans = new Intl.ListFormat(format.tag, { type: 'disjunction' }).format(having)
  return {
    title: labels.refused.embed,
    text: having.length > 0 ? `${say('say.planHas', { plans })} ${labels.more}` : labels.more,
    see: labels.seePlan,
  }
}

type Chosen = { service: string; trainer: string; lang: string }

function snippetsOf({ ctx, words, studio, text }: Desk, { service, trainer, lang }: Chosen) {
  const { embed } = words('site')
  const { brand } = makePalette(studio.theme)
  const origin = publicOrigin(ctx)
  const name = escape(text(studio.studioName))
  const book = `${origin}/${lang}${service ? servicePath(service) : '/book'}`
  const style = `display:inline-block;padding:.8em 1.6em;border-radius:.6em;background:${brand.fill};color:${brand.on};font-weight:700;text-decoration:none`
  const data = Object.entries({ service, trainer, lang })
    .filter(([, value]) => value)
    .map(([key, value]) => ` data-${key}="${escape(value)}"`)
    .join('')
  const frame = escape(withQuery(`${origin}/${lang}/embed`, { service, trainer }))
  return [
    {
      key: 'link',
      title: embed.link,
      text: embed.linkText,
      code: `<a href="${escape(book)}" style="${style}">${escape(embed.book)}</a>`,
    },
    {
      key: 'script',
      title: embed.script,
      text: embed.scriptText,
      code: `<script async src="${origin}/embed.js"${data}></script>`,
    },
    {
      key: 'frame',
      title: embed.frame,
      text: embed.frameText,
      code: `<iframe src="${frame}" title="${escape(embed.book)} · ${name}" width="100%" height="480" style="border:0" loading="lazy"></iframe>`,
    },
  ]
}

/** The studio's own address, whichever of its hosts this page came from. */
function publicOrigin({ origin, tenant }: Desk['ctx']): string {
  const own = new URL(origin)
  own.hostname = tenant.primaryHost
  return own.origin
}
