type SwatchProps = { fill: string; on?: string | undefined; label?: string }

/** A colour, and letters on it: drawn, as styles in the page are not allowed. */
export function Swatch({ fill, on, label }: SwatchProps) {
  return (
    <span className="swatch">
      <svg viewBox="0 0 44 24" aria-hidden="true">
        <rect width="44" height="24" rx="4" fill={fill} />
        {on ? (
          <text x="22" y="17" textAnchor="middle" fill={on}>
            Aa
          </text>
        ) : null}
      </svg>
      {label ? <code>{label}</code> : null}
    </span>
  )
}

type PresetSwatchProps = {
  surface: string
  ink: string
  brand: string
  on: string
  accent: string
  corners: 'sharp' | 'soft' | 'round'
}

const radii = { sharp: 0, soft: 4, round: 9 }

/** A page in little: its ground, its name, its button. */
export function PresetSwatch({ surface, ink, brand, on, accent, corners }: PresetSwatchProps) {
  const rx = radii[corners]
  return (
    <svg className="preset-swatch" viewBox="0 0 120 72" aria-hidden="true">
      <rect width="120" height="72" fill={surface} />
      <circle cx="104" cy="14" r="34" fill={accent} opacity="0.55" />
      <rect x="12" y="14" width="58" height="9" rx="1.5" fill={ink} />
      <rect x="12" y="29" width="40" height="4" rx="1" fill={ink} opacity="0.55" />
      <rect x="12" y="44" width="46" height="18" rx={rx} fill={brand} />
      <rect x="21" y="51" width="28" height="4" rx="1" fill={on} />
    </svg>
  )
}
