import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { changeSite } from '../../../../tenants/site/change-site.ts'
import { getSite } from '../../../../tenants/site/get-site.ts'
import { presets } from '../../../../tenants/site/presets.ts'
import { restoreSite } from '../../../../tenants/site/restore-site.ts'
import {
  cornerStyles,
  densities,
  heroStyles,
  patternStyles,
  siteSections,
  socialKinds,
  surfaceMoods,
  typePairs as pairKeys,
} from '../../../../tenants/site/site-input.ts'
import { listPictures } from '../../../../tenants/uploads/list-pictures.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { previewPath } from '../../../lib/preview.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { languageNames } from '../../../lib/shell.server.ts'
import { makePalette } from '../../../theme/palette.ts'
import { typePairs } from '../../../theme/type-pairs.ts'
import { pictureView } from '../../picture-view.server.ts'
import { networks } from '../../social-view.server.ts'
import { doneInSteps, isStep, stepPath } from '../done-in-steps.server.ts'
import { mendEdited } from '../edited.server.ts'
import { languagesOf, seenIn, typedIn, type Values } from '../form-values.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { seenText } from '../seen-form.server.ts'
import { donePath } from '../toast.server.ts'
import { draftOf, renameFaults, siteErrors, siteLabels, siteValues } from './site-form.server.ts'

export const SITE_PATH = '/admin/site'

/** The pages about the site, for the links above each of them. */
export function siteParts({ words, url }: Desk) {
  const { parts } = words('site')
  return [
    { href: SITE_PATH, label: parts.look },
    { href: `${SITE_PATH}/pictures`, label: parts.pictures },
    { href: `${SITE_PATH}/legal`, label: parts.legal },
    { href: `${SITE_PATH}/embed`, label: parts.embed },
    { href: `${SITE_PATH}/domain`, label: parts.domain },
  ].map((part) => ({ ...part, isCurrent: part.href === url.pathname.replace(/\/$/, '') }))
}

/** The editor: everything a studio decides about its site, and the site beside it as it would be. */
export async function sitePage(desk: Desk) {
  const { ctx, words, mayAny, studio, locale } = desk
  const [site, pictures] = await Promise.all([getSite(ctx), listPictures(ctx)])
  const labels = words('site')
  const { choices } = labels
  const chosen = presetIn(desk)
  const published = siteValues(site)
  const values: Values = { ...published, ...(chosen ? { ...presets[chosen] } : {}) }
  const ofPurpose = (purpose: string) =>
    pictures
      .filter((picture) => picture.purpose === purpose)
      .map((picture) => ({ id: picture.id, ...pictureView(desk, picture) }))
  return {
    pageTitle: titleOf(desk, labels.title),
    parts: siteParts(desk),
    mayChange: mayAny('settings:change'),
    edition: seenText(site.edition, published),
    // Anew when it begins as another look.
    formKey: chosen ?? '',
    values,
    previewHref: previewPath(chosen ? { theme: presets[chosen] } : {}, locale),
    languages: languagesOf(desk),
    previewLanguages: studio.locales.map((code) => ({ code, name: languageNames[code] })),
    previewLanguage: studio.locales.includes(locale) ? locale : studio.defaultLocale,
    presets: listPresets(desk),
    choices: [
      { name: 'mood', legend: choices.mood, options: toOptions(surfaceMoods, choices.moods) },
      { name: 'hero', legend: choices.hero, options: toOptions(heroStyles, choices.heroes) },
      { name: 'corners', legend: choices.corners, options: toOptions(cornerStyles, choices.cornerNames) },
      { name: 'density', legend: choices.density, options: toOptions(densities, choices.densities) },
      { name: 'pattern', legend: choices.pattern, options: toOptions(patternStyles, choices.patterns) },
    ],
    typePairs: pairKeys.map((key) => ({ value: key, label: pairName(key) })),
    logos: ofPurpose('logo'),
    heroPhotos: ofPurpose('hero'),
    sections: siteSections
      .map((key) => ({ key, label: labels.sections.names[key], place: Number(values[`place.${key}`]) }))
      .toSorted((a, b) => a.place - b.place),
    networks: socialKinds.map((kind) => ({ kind, name: networks[kind].name })),
    words: labels,
  }
}

export type SitePage = Awaited<ReturnType<typeof sitePage>>

/** Publishes, or takes back what was published last. */
export async function siteAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request } = desk
  requireStaff(ctx, 'settings:change')
  const form = await readForm(request)
  const errors = siteErrors(desk)
  if (form.text('intent') === 'undo') {
    return mend(desk, { errors }, async () => {
      await restoreSite(ctx)
      return { location: donePath(SITE_PATH, 'undone') }
    })
  }
  const site = await getSite(ctx)
  const values = typedIn(form, siteValues(site))
  const readCurrent = async () => {
    const current = await getSite(ctx)
    return { edition: current.edition, values: siteValues(current) }
  }
  const seen = seenIn(form)
  const edited = { errors, values, seen, subjectId: 'studio', readCurrent, labels: siteLabels(desk) }
  return mendEdited(desk, edited, async () => {
    try {
      await changeSite(ctx, { edition: seen.edition, ...draftOf(values, site) })
    } catch (error) {
      throw renameFaults(error, values)
    }
    return { location: doneInSteps(desk, SITE_PATH, 'published') }
  })
}

/** Where what is in the fields is shown: nothing of it is kept. */
export async function previewAnswer(desk: Desk): Promise<string> {
  const site = await getSite(desk.ctx)
  const form = await readForm(desk.request)
  const values = typedIn(form, siteValues(site))
  return previewPath(changed(draftOf(values, site), draftOf(siteValues(site), site)), form.text('lang'))
}

/** Only what differs: an address has little room. */
function changed(draft: object, published: object): object {
  const kept: Record<string, object> = Object.fromEntries(Object.entries(published))
  return Object.fromEntries(
    Object.entries(draft).map(([part, fields]: [string, object]) => {
      const before: Record<string, unknown> = Object.fromEntries(Object.entries(kept[part] ?? {}))
      const differing = Object.entries(fields).filter(
        ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
      )
      return [part, Object.fromEntries(differing)]
    }),
  )
}

function presetIn({ url }: Desk) {
  const asked = url.searchParams.get('preset')
  return keysOf(presets).find((key) => key === asked)
}

/** Each a small picture of itself. */
function listPresets(desk: Desk) {
  const { names } = desk.words('site').presets
  const toStep = isStep(desk) ? stepPath : (path: string) => path
  return keysOf(presets).map((key) => {
    const theme = presets[key]
    const { surface, ink, brand, accent } = makePalette(theme)
    return {
      key,
      name: names[key],
      href: toStep(withQuery(SITE_PATH, { preset: key })),
      theme: { ...theme },
      swatch: { surface, ink, brand: brand.fill, on: brand.on, accent: accent.fill, corners: theme.corners },
    }
  })
}

function toOptions<Key extends string>(keys: readonly Key[], names: Record<Key, string>) {
  return keys.map((value) => ({ value, label: names[value] }))
}

function pairName(key: (typeof pairKeys)[number]): string {
  const { heading, body } = typePairs[key]
  return heading.name === body.name ? heading.name : `${heading.name} + ${body.name}`
}

function keysOf<Key extends string>(record: Record<Key, unknown>): Key[] {
  // Its own keys.
  return Object.keys(record) as Key[]
}
