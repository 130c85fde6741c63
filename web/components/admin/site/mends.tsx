import { contrast, CONTROL_CONTRAST } from '../../../theme/contrast.ts'
import { makePalette } from '../../../theme/palette.ts'
import type { Theme } from '../../../../tenants/studio/get-catalogue.ts'
import type { SitePage } from '../../../views/admin/site/site-view.server.ts'
import { fillForm } from './live-form.ts'
import { Swatch } from './swatch.tsx'

type MendsProps = {
  values: Readonly<Record<string, string>>
  words: SitePage['words']['colors']
  hasScripts: boolean
}

/** What becomes of the colours so that everybody can read what is written in them and on them. */
export function Mends({ values, words, hasScripts }: MendsProps) {
  const theme = themeIn(values)
  if (!theme) return null
  const { brand, accent, surface } = makePalette(theme)
  const ratio = contrast(brand.fill, surface)
  const isFaint = ratio < CONTROL_CONTRAST
  return (
    <div className="panel mends" aria-live="polite">
      <p className="mends-title">{isFaint ? words.mended : words.fine}</p>
      <dl className="mend-list">
        <Mend what={words.text}>
          <Swatch fill={brand.fill} on={brand.on} label={brand.on} />
        </Mend>
        <Mend what={words.ink}>
          <Swatch fill={surface} on={brand.ink} label={brand.ink} />
        </Mend>
        {brand.edge === brand.fill ? null : (
          <Mend what={words.edge}>
            <Swatch fill={brand.edge} label={brand.edge} />
          </Mend>
        )}
        <Mend what={words.accentText}>
          <Swatch fill={accent.fill} on={accent.on} label={accent.on} />
        </Mend>
      </dl>
      {isFaint ? (
        <p className="mends-offer">
          {words.instead} {ratio.toFixed(1)} : 1.{' '}
          {hasScripts ? (
            <button
              className="button button-quiet button-small"
              type="button"
              onClick={() => fillForm({ brandColor: brand.edge })}
            >
              {words.use} <Swatch fill={brand.edge} label={brand.edge} />
            </button>
          ) : null}
        </p>
      ) : null}
    </div>
  )
}

function Mend({ what, children }: { what: string; children: React.ReactNode }) {
  return (
    <div className="mend">
      <dt>{what}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** As much of a theme as colours need; null while a colour is half typed. */
function themeIn(values: Readonly<Record<string, string>>): Theme | null {
  const { brandColor = '', accentColor = '', mood } = values
  if (!isColor(brandColor) || (accentColor !== '' && !isColor(accentColor))) return null
  return {
    brandColor,
    accentColor: accentColor || null,
    mood: mood === 'paper' || mood === 'dark' ? mood : 'white',
    typePair: 'manrope',
    corners: 'soft',
    hero: 'plain',
    density: 'regular',
    pattern: 'grid',
  }
}

const isColor = (text: string) => /^#[0-9a-f]{6}$/i.test(text)
