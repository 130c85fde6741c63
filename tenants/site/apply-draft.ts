import type { z } from 'zod'
import type { Locale, LocalizedText, SiteContent } from '../../db/tenant/schema/index.ts'
import { UNSAID, type Site, type siteInput } from './site-input.ts'

/** The site as it would be with these changes. */
export function applyDraft(site: Site, draft: z.output<typeof siteInput>): Site {
  const { heroTitle, hoursNote, sections, ...others } = draft.content
  const speak = (spoken: Spoken) => spell(spoken, site.defaultLocale)
  const content: SiteContent = {
    ...site.content,
    ...given(others),
    ...(heroTitle ? { heroTitle: speak(heroTitle) } : {}),
    ...(hoursNote ? { hoursNote: speak(hoursNote) } : {}),
    ...(sections ? { sections } : {}),
  }
  if (sections === null) delete content.sections
  const { tagline, about, policy } = draft.texts
  return {
    ...site,
    theme: { ...site.theme, ...given(draft.theme) },
    content,
    texts: {
      tagline: tagline ? speak(tagline) : site.texts.tagline,
      about: about ? speak(about) : site.texts.about,
      policy: policy ? speak(policy) : site.texts.policy,
    },
  }
}

type Spoken = Partial<Record<Locale | typeof UNSAID, string>>

/** In its languages; what is empty is not kept. */
function spell({ [UNSAID]: unsaid, ...spoken }: Spoken, defaultLocale: Locale): LocalizedText {
  const all = unsaid === undefined ? spoken : { [defaultLocale]: unsaid }
  return Object.fromEntries(Object.entries(all).filter(([, words]) => words !== ''))
}

type Given<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> }

function given<Fields extends object>(fields: Fields): Given<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
  // Nothing but fields of it that are not undefined.
  return Object.fromEntries(entries) as Given<Fields>
}
