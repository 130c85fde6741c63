import type { TenantContext } from '../../tenants/context.ts'
import {
  getCatalogue,
  lastKnownStudio,
  type Catalogue,
  type Studio,
} from '../../tenants/studio/get-catalogue.ts'

/** The studio as it is, else as this process last knew it, else a plain one with its name: never throws. */
export async function knownStudio(ctx: TenantContext): Promise<Studio> {
  try {
    const { studio } = await getCatalogue(ctx)
    return studio
  } catch {
    return lastKnownStudio(ctx.tenant.id) ?? plainStudio(ctx.tenant.name)
  }
}

/** The same of what is around the studio: nothing, while nobody knows. */
export type KnownSite = Pick<Catalogue, 'pictures' | 'legalPages'> & {
  /** Whether there is a timetable to look at. */
  hasClasses: boolean
}

/** Never throws. */
export async function knownSite(ctx: TenantContext): Promise<KnownSite> {
  try {
    const { services, pictures, legalPages } = await getCatalogue(ctx)
    return { pictures, legalPages, hasClasses: services.some(({ kind }) => kind === 'class') }
  } catch {
    return { pictures: new Map(), legalPages: [], hasClasses: false }
  }
}

function plainStudio(name: string): Studio {
  return {
    studioName: { en: name, bg: name },
    tagline: {},
    about: {},
    policy: {},
    defaultLocale: 'en',
    locales: ['en', 'bg'],
    currency: 'EUR',
    theme: {
      brandColor: '#3f4a5a',
      accentColor: null,
      mood: 'white',
      typePair: 'manrope',
      corners: 'soft',
      hero: 'plain',
      density: 'regular',
      pattern: 'grid',
    },
    contactEmail: '',
    contactPhone: null,
    weekStartsOn: 1,
    quietFromMinute: 0,
    quietUntilMinute: 0,
    allowsClientOverlap: false,
    maxWaitlistEntries: 0,
    site: {},
    startedAt: null,
    edition: 0,
  }
}
