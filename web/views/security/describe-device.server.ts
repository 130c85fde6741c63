/** The first whose sign is there counts: browsers also name those they want to be taken for. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS X/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
]

/** What a browser says it is, in words people use; empty where it says nothing that is known. */
export function describeDevice(userAgent: string): { browser: string; system: string } {
  const find = (signs: typeof browsers) => signs.find(([sign]) => sign.test(userAgent))?.[1] ?? ''
  return { browser: find(browsers), system: find(systems) }
}
