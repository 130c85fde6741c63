import manropeLatin from '@fontsource-variable/manrope/files/manrope-latin-wght-normal.woff2?url'
import manropeCyrillic from '@fontsource-variable/manrope/files/manrope-cyrillic-wght-normal.woff2?url'
import unboundedLatin from '@fontsource-variable/unbounded/files/unbounded-latin-wght-normal.woff2?url'
import unboundedCyrillic from '@fontsource-variable/unbounded/files/unbounded-cyrillic-wght-normal.woff2?url'
import golosTextLatin from '@fontsource-variable/golos-text/files/golos-text-latin-wght-normal.woff2?url'
import golosTextCyrillic from '@fontsource-variable/golos-text/files/golos-text-cyrillic-wght-normal.woff2?url'
import playfairDisplayLatin from '@fontsource-variable/playfair-display/files/playfair-display-latin-wght-normal.woff2?url'
import playfairDisplayCyrillic from '@fontsource-variable/playfair-display/files/playfair-display-cyrillic-wght-normal.woff2?url'
import playfairDisplayLatinItalic from '@fontsource-variable/playfair-display/files/playfair-display-latin-wght-italic.woff2?url'
import playfairDisplayCyrillicItalic from '@fontsource-variable/playfair-display/files/playfair-display-cyrillic-wght-italic.woff2?url'
import commissionerLatin from '@fontsource-variable/commissioner/files/commissioner-latin-wght-normal.woff2?url'
import commissionerCyrillic from '@fontsource-variable/commissioner/files/commissioner-cyrillic-wght-normal.woff2?url'
import montserratLatin from '@fontsource-variable/montserrat/files/montserrat-latin-wght-normal.woff2?url'
import montserratCyrillic from '@fontsource-variable/montserrat/files/montserrat-cyrillic-wght-normal.woff2?url'
import interLatin from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'
import interCyrillic from '@fontsource-variable/inter/files/inter-cyrillic-wght-normal.woff2?url'
import loraLatin from '@fontsource-variable/lora/files/lora-latin-wght-normal.woff2?url'
import loraCyrillic from '@fontsource-variable/lora/files/lora-cyrillic-wght-normal.woff2?url'
import loraLatinItalic from '@fontsource-variable/lora/files/lora-latin-wght-italic.woff2?url'
import loraCyrillicItalic from '@fontsource-variable/lora/files/lora-cyrillic-wght-italic.woff2?url'
import rubikLatin from '@fontsource-variable/rubik/files/rubik-latin-wght-normal.woff2?url'
import rubikCyrillic from '@fontsource-variable/rubik/files/rubik-cyrillic-wght-normal.woff2?url'
import oswaldLatin from '@fontsource-variable/oswald/files/oswald-latin-wght-normal.woff2?url'
import oswaldCyrillic from '@fontsource-variable/oswald/files/oswald-cyrillic-wght-normal.woff2?url'
import sourceSans3Latin from '@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2?url'
import sourceSans3Cyrillic from '@fontsource-variable/source-sans-3/files/source-sans-3-cyrillic-wght-normal.woff2?url'

/** One variable font, as two files: browsers fetch only those whose letters a page has. */
export type FontFamily = {
  name: string
  /** The range of its weight axis, as `@font-face` wants it. */
  weights: string
  latin: string
  cyrillic: string
  italic?: { latin: string; cyrillic: string }
}

export const manrope: FontFamily = {
  name: 'Manrope',
  weights: '200 800',
  latin: manropeLatin,
  cyrillic: manropeCyrillic,
}

export const unbounded: FontFamily = {
  name: 'Unbounded',
  weights: '200 900',
  latin: unboundedLatin,
  cyrillic: unboundedCyrillic,
}

export const golosText: FontFamily = {
  name: 'Golos Text',
  weights: '400 900',
  latin: golosTextLatin,
  cyrillic: golosTextCyrillic,
}

export const playfairDisplay: FontFamily = {
  name: 'Playfair Display',
  weights: '400 900',
  latin: playfairDisplayLatin,
  cyrillic: playfairDisplayCyrillic,
  italic: { latin: playfairDisplayLatinItalic, cyrillic: playfairDisplayCyrillicItalic },
}

export const commissioner: FontFamily = {
  name: 'Commissioner',
  weights: '100 900',
  latin: commissionerLatin,
  cyrillic: commissionerCyrillic,
}

export const montserrat: FontFamily = {
  name: 'Montserrat',
  weights: '100 900',
  latin: montserratLatin,
  cyrillic: montserratCyrillic,
}

export const inter: FontFamily = {
  name: 'Inter',
  weights: '100 900',
  latin: interLatin,
  cyrillic: interCyrillic,
}

export const lora: FontFamily = {
  name: 'Lora',
  weights: '400 700',
  latin: loraLatin,
  cyrillic: loraCyrillic,
  italic: { latin: loraLatinItalic, cyrillic: loraCyrillicItalic },
}

export const rubik: FontFamily = {
  name: 'Rubik',
  weights: '300 900',
  latin: rubikLatin,
  cyrillic: rubikCyrillic,
}

export const oswald: FontFamily = {
  name: 'Oswald',
  weights: '200 700',
  latin: oswaldLatin,
  cyrillic: oswaldCyrillic,
}

export const sourceSans3: FontFamily = {
  name: 'Source Sans 3',
  weights: '200 900',
  latin: sourceSans3Latin,
  cyrillic: sourceSans3Cyrillic,
}
