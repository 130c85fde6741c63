import type { Theme } from '../../tenants/studio/get-catalogue.ts'

/** How the studio's admin looks: of the studio's choices it keeps the brand's colour; all else is made for work. */
export function deskTheme({ brandColor }: Theme): Theme {
  return {
    brandColor,
    accentColor: null,
    mood: 'white',
    typePair: 'montserrat-inter',
    corners: 'soft',
    hero: 'plain',
    density: 'compact',
    pattern: 'grid',
  }
}
