export type ProgressView = {
  /** What is under way. */
  label: string
  /** How far it is, in words. */
  text: string
  /** Of a hundred. */
  percent: number
}

/** How far long work has come. Each tenth of it is said to those who hear the page. */
export function ProgressBar({ label, text, percent }: ProgressView) {
  return (
    <div className="bar-of-progress">
      <div className="bar-head">
        <span className="bar-label">{label}</span>
        <span className="bar-text">{text}</span>
      </div>
      <progress max={100} value={percent} aria-label={label} />
      <output className="visually-hidden">{`${label}: ${Math.floor(percent / 10) * 10} %`}</output>
    </div>
  )
}
