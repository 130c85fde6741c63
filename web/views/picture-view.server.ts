import { localize } from '../../tenants/studio/localize.ts'
import type { Catalogue, Locale } from '../../tenants/studio/get-catalogue.ts'
import type { Picture } from '../../tenants/uploads/picture.ts'

/** A picture as `Photo` shows it: `srcSet` is empty where there is one size. */
export type PictureView = {
  src: string
  srcSet: string
  width: number
  height: number
  preview: string | null
  alt: string
}

type Shown = { catalogue: Pick<Catalogue, 'pictures' | 'studio'>; locale: Locale }

/** The picture with that id, if there is one (still). */
export function findPicture(shown: Shown, id: string | null | undefined): PictureView | null {
  const picture = id ? shown.catalogue.pictures.get(id) : undefined
  return picture ? pictureView(shown, picture) : null
}

export function pictureView({ catalogue, locale }: Shown, picture: Picture): PictureView {
  const { sizes, width, height, preview, alt } = picture
  return {
    src: sizes.findLast((size) => size.width <= 640)?.src ?? sizes[0]?.src ?? '',
    srcSet: sizes.length > 1 ? sizes.map((size) => `${size.src} ${size.width}w`).join(', ') : '',
    width,
    height,
    preview,
    alt: localize(alt, locale, catalogue.studio.defaultLocale),
  }
}

/** What goes with a shared link: the studio's photo, as wide as networks show it, else one drawn of its name and colours. */
export function sharePicture({ catalogue }: Pick<Shown, 'catalogue'>): string {
  const photo = catalogue.pictures.get(catalogue.studio.site.heroPhotoId ?? '')
  return photo?.sizes.find(({ width }) => width >= 1200)?.src ?? photo?.sizes.at(-1)?.src ?? '/share.svg'
}
