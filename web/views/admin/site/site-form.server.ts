import { socialKinds, siteSections, type Site, type SiteInput } from '../../../../tenants/site/site-input.ts'
import { AppError } from '../../../../tenants/errors.ts'
import type { LocalizedText } from '../../../../tenants/studio/get-catalogue.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { networks } from '../../social-view.server.ts'
import {
  checkText,
  localizedLabels,
  localizedValues,
  readLocalized,
  type Values,
} from '../form-values.server.ts'

const themeNames = [
  'brandColor',
  'accentColor',
  'mood',
  'typePair',
  'corners',
  'hero',
  'density',
  'pattern',
] as const
const textNames = ['tagline', 'about', 'policy'] as const

/** What the editor's fields hold for a site. */
export function siteValues({ theme, content, texts, ...languages }: Site): Values {
  const shown = content.sections ?? ['times', 'classes', 'services', 'trainers', 'about', 'visit']
  const order = [...shown, ...siteSections.filter((section) => !shown.includes(section))]
  return {
    ...Object.fromEntries(themeNames.map((name) => [name, theme[name] ?? ''])),
    logoId: content.logoId ?? '',
    heroPhotoId: content.heroPhotoId ?? '',
    ...localizedValues('heroTitle', content.heroTitle ?? {}, languages),
    ...localizedValues('hoursNote', content.hoursNote ?? {}, languages),
    ...Object.assign({}, ...textNames.map((name) => localizedValues(name, texts[name], languages))),
    ...Object.fromEntries(
      order.flatMap((section, index) => [
        [`section.${section}`, checkText(shown.includes(section))],
        [`place.${section}`, String(index + 1)],
      ]),
    ),
    ...Object.fromEntries(
      socialKinds.map((kind) => [
        `social.${kind}`,
        content.socialLinks?.find((link) => link.kind === kind)?.url ?? '',
      ]),
    ),
  }
}

/** The site that somebody means with what is in the fields. */
export function draftOf(values: Values, site: Site): SiteInput {
  const spoken = (name: string, kept: LocalizedText = {}) => ({
    // What was emptied is sent empty.
    ...Object.fromEntries(Object.keys(kept).map((locale) => [locale, ''])),
    ...readLocalized(values, name, kept),
  })
  return {
    // Whatever was sent: the verb says what of it can be.
    theme: Object.fromEntries(themeNames.map((name) => [name, values[name]])) as SiteInput['theme'],
    content: {
      logoId: values['logoId'],
      heroPhotoId: values['heroPhotoId'],
      heroTitle: spoken('heroTitle', site.content.heroTitle),
      hoursNote: spoken('hoursNote', site.content.hoursNote),
      sections: sectionsOf(values),
      socialLinks: filledKinds(values).map((kind) => ({ kind, url: values[`social.${kind}`] ?? '' })),
    },
    texts: Object.fromEntries(textNames.map((name) => [name, spoken(name, site.texts[name])])),
  }
}

/** Those that are ticked, by the places they were given; where two have one, as they come. */
function sectionsOf(values: Values) {
  return siteSections
    .filter((section) => values[`section.${section}`] === 'on')
    .toSorted((a, b) => Number(values[`place.${a}`]) - Number(values[`place.${b}`]))
}

const filledKinds = (values: Values) => socialKinds.filter((kind) => values[`social.${kind}`]?.trim())

/** What a form's fields are called in the words of the verb, the other way round. */
export function renameFaults(error: unknown, values: Values): unknown {
  if (!(error instanceof AppError) || !error.details.errors) return error
  const kinds = filledKinds(values)
  const errors = error.details.errors.map(({ path, ...fault }) => {
    const link = /^content\.socialLinks\.(\d+)\./.exec(path)?.[1]
    if (link !== undefined) return { ...fault, path: `social.${kinds[Number(link)] ?? ''}` }
    return { ...fault, path: path.replace(/^(theme|content|texts)\./, '') }
  })
  return new AppError(error.code, error.message, { ...error.details, errors })
}

/** What the fields are called, for what compares two editions. */
export function siteLabels(desk: Desk): Values {
  const { colors, choices, images, words, sections } = desk.words('site')
  return {
    brandColor: colors.brand,
    accentColor: colors.accent,
    mood: choices.mood,
    typePair: choices.typePair,
    corners: choices.corners,
    hero: choices.hero,
    density: choices.density,
    pattern: choices.pattern,
    logoId: images.logo,
    heroPhotoId: images.heroPhoto,
    ...localizedLabels('heroTitle', words.heroTitle, desk),
    ...localizedLabels('tagline', words.tagline, desk),
    ...localizedLabels('about', words.about, desk),
    ...localizedLabels('policy', words.policy, desk),
    ...localizedLabels('hoursNote', words.hoursNote, desk),
    ...Object.fromEntries(siteSections.map((section) => [`section.${section}`, sections.names[section]])),
    ...Object.fromEntries(socialKinds.map((kind) => [`social.${kind}`, networks[kind].name])),
  }
}

/** What is wrong with each field that has several names: any text, any network. */
export function siteErrors(desk: Desk): Values {
  const { errors } = desk.words('site')
  const { locales } = desk.studio
  const texts = ['heroTitle', 'hoursNote', ...textNames].flatMap((name) =>
    locales.flatMap((locale) =>
      (['too_long', 'not_plain'] as const).map((fault) => [`${name}.${locale}.${fault}`, errors[fault]]),
    ),
  )
  return {
    ...errors,
    ...Object.fromEntries(texts),
    ...Object.fromEntries(socialKinds.map((kind) => [`social.${kind}`, errors.social])),
  }
}
