import { AppError } from '../errors.ts'
import type { SeriesPreview } from './plan-series.ts'

const reasons = {
  conflict: 'series_conflicts',
  changed_meanwhile: 'changed_meanwhile',
} as const

/** Nothing of a series was booked; `preview` is what its dates are now. */
export class SeriesRefused extends AppError {
  readonly preview: SeriesPreview

  constructor(code: keyof typeof reasons, message: string, preview: SeriesPreview) {
    super(code, message, { reason: reasons[code] })
    this.preview = preview
  }
}
