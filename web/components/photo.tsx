import type { PictureView } from '../views/picture-view.server.ts'

type PhotoProps = PictureView & {
  className: string
  /** How wide it is shown, as `sizes` says it. */
  sizes: string
  /** On the first screen. */
  isFirst?: boolean
}

/** A photo in a frame of a fixed shape, which a tiny copy of it fills until it has come. */
export function Photo({ className, preview, srcSet, alt, isFirst = false, ...image }: PhotoProps) {
  return (
    <span className={`photo ${className}`}>
      {preview ? <img className="photo-blur" src={preview} alt="" /> : null}
      <img
        {...image}
        alt={alt}
        srcSet={srcSet || undefined}
        loading={isFirst ? undefined : 'lazy'}
        decoding="async"
      />
    </span>
  )
}
