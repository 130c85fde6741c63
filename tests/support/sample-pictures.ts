/** Real pictures, tiny: two halves, blue on the left and orange on the right. */
const encoded = {
  /** 48 × 32. */
  jpeg: '/9j/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAAgADADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAYF/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/EABYBAQEBAAAAAAAAAAAAAAAAAAQFBv/EABgRAQEAAwAAAAAAAAAAAAAAAAAEQUKB/9oADAMBAAIRAxEAPwDGAPGFCnlCn269MlyAJ5ieAaBHFCnlCn269MlyAJ5j/9k=',
  /** 16 × 8, as the others. */
  png: 'iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAYAAADwdn+XAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAG0lEQVQokWNQcun4jw+f6XDBixlGDfg/DMIAAIkGIRCawzZmAAAAAElFTkSuQmCC',
  webp: 'UklGRjoAAABXRUJQVlA4IC4AAACQAQCdASoQAAgAAUAmJaACdLoAA5gA/uut//39Ib/yz/8e+y3y7/dHyixz2AAA',
  avif: 'AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAAXBtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9jAAAAAERAAAIAAQAAAAABlAABAAAAAAAAAC4AAgAAAAABwgABAAAAAAAAABUAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABhdjAxAAAAABVpbmZlAgAAAAACAABhdjAxAAAAAA5waXRtAAAAAAABAAAAr2lwcnAAAACKaXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAABAAAAAIAAAAEHBpeGkAAAAAAwgICAAAAAxhdjFDgQAcAAAAAA5waXhpAAAAAAEIAAAAOGF1eEMAAAAAdXJuOm1wZWc6bXBlZ0I6Y2ljcDpzeXN0ZW1zOmF1eGlsaWFyeTphbHBoYQAAAAAdaXBtYQAAAAAAAAACAAEDgQIDAAIEhAIFhgAAABppcmVmAAAAAAAAAA5hdXhsAAIAAQABAAAAS21kYXQSAAoIOAy/tICGg0gyIBlCYwTAADQAAOAjU01nyjuw36SbtfZvC+J8G0t40Y9AEgAKBRgMv7CoMgoYAAABAAJlKD94',
  /** Two frames, the second black. */
  moving:
    'UklGRrAAAABXRUJQVlA4WAoAAAACAAAADwAABwAAQU5JTQYAAAD/////AQBBTk1GTAAAAAAAAAAAAA8AAAcAAGQAAAJWUDggNAAAAJABAJ0BKhAACAABQCYlsAJ0ugADmAD+663//f0hv/JhXL92yGbl+U7vCn/McdM9X+bp2ABBTk1GMAAAAAAAAAAAAA8AAAcAAGQAAABWUDggGAAAADQBAJ0BKhAACAAAACYlpAADcAD+/TZoAA==',
}

export type SamplePicture = keyof typeof encoded

export function samplePicture(kind: SamplePicture): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(encoded[kind]), (letter) => letter.charCodeAt(0))
}

/** What no picture may keep: where it was taken. */
export const TAKEN_AT = 'GPS-42.6977N-23.3219E'

/** The JPEG as a phone writes it: lying on its side (orientation 6), with a place in it. */
export function photoWithPlace(): Uint8Array<ArrayBuffer> {
  const picture = samplePicture('jpeg')
  const exif = makeExif()
  const segment = new Uint8Array(4 + exif.length)
  segment.set([0xff, 0xe1, (exif.length + 2) >> 8, (exif.length + 2) & 0xff])
  segment.set(exif, 4)
  return joined(picture.subarray(0, 2), segment, picture.subarray(2))
}

/** Exif 2.3: a TIFF header, one directory with the orientation, a description and a GPS directory with a map datum. */
function makeExif(): Uint8Array {
  const text = new TextEncoder().encode(`${TAKEN_AT}\0`)
  const bytes = new Uint8Array(6 + 8 + 2 + 3 * 12 + 4 + 2 + 12 + 4 + text.length)
  bytes.set(new TextEncoder().encode('Exif\0\0MM\0*'))
  const view = new DataView(bytes.buffer, 6)
  const gps = 8 + 2 + 3 * 12 + 4
  const texts = gps + 2 + 12 + 4
  view.setUint32(4, 8)
  view.setUint16(8, 3)
  const entry = (at: number, [tag, type, count, value]: readonly [number, number, number, number]) => {
    view.setUint16(at, tag)
    view.setUint16(at + 2, type)
    view.setUint32(at + 4, count)
    if (type === 3) view.setUint16(at + 8, value)
    else view.setUint32(at + 8, value)
  }
  entry(10, [0x010e, 2, text.length, texts])
  entry(22, [0x0112, 3, 1, 6])
  entry(34, [0x8825, 4, 1, gps])
  view.setUint16(gps, 1)
  entry(gps + 2, [0x0012, 2, text.length, texts])
  bytes.set(text, 6 + texts)
  return bytes
}

/** A PNG that says it is this large, and is not: what is sent to make a server think of billions of pixels. */
export function pngOf(width: number, height: number): Uint8Array<ArrayBuffer> {
  const picture = samplePicture('png')
  const view = new DataView(picture.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return picture
}

export function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
