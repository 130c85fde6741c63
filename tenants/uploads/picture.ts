import type { LocalizedText, UploadRow } from '../../db/tenant/schema/index.ts'

export { uploadPurposes, type Variant } from '../../db/tenant/schema/index.ts'
export type Purpose = UploadRow['purpose']

/** A picture on the studio's site: its sizes, the narrowest first, and where each is on the studio's host. */
export type Picture = {
  id: string
  purpose: Purpose
  width: number
  height: number
  sizes: { width: number; height: number; src: string }[]
  /** Tiny, as a `data:` address, to be shown until it has come; null for drawings and logos. */
  preview: string | null
  alt: LocalizedText
}

/** What a drawing's file is called; photos' are called by their width. */
export const DRAWING = 'drawing.svg'

const UPLOAD_ID = /^upl_[0-9a-z]{20}$/
const FILE_NAME = /^([1-9]\d{0,3}\.webp|drawing\.svg)$/

/** Where a file of a picture is in the bucket; null for what no picture of ours is called. */
export function keyOf(uploadId: string, file: string): string | null {
  return UPLOAD_ID.test(uploadId) && FILE_NAME.test(file) ? `uploads/${uploadId}/${file}` : null
}

export function toPicture({ id, purpose, width, height, variants, preview, alt }: UploadRow): Picture {
  const sizes = variants.map(({ key, ...size }) => ({
    width: size.width,
    height: size.height,
    src: `/files/${id}/${key.slice(key.lastIndexOf('/') + 1)}`,
  }))
  return { id, purpose, width, height, sizes, preview, alt }
}
