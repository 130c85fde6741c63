export type SentPicture = { id: string; src: string; width: number; height: number; alt: string }

const ADD_PATH = '/admin/site/pictures/add'
/** No screen shows more. */
const MOST_PIXELS_WIDE = 2_560
const SMALL_BYTES = 1_500_000

type Sending = { purpose: string; onProgress: (share: number) => void }

/** Sends a picture, made smaller first where that saves the sender time. Rejects with a sentence. */
export async function sendPicture(file: File, { purpose, onProgress }: Sending): Promise<SentPicture> {
  const body = new FormData()
  body.set('purpose', purpose)
  body.set('file', await shrink(file), file.name)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', ADD_PATH)
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(loaded / Math.max(1, total)),
    )
    request.addEventListener('load', () => {
      const answer: { picture?: SentPicture; error?: string } = request.response ?? {}
      if (answer.picture) resolve(answer.picture)
      else reject(new Error(answer.error ?? ''))
    })
    request.addEventListener('error', () => reject(new Error('')))
    request.send(body)
  })
}

/** What the browser cannot read is sent as it is: the studio's side says what is wrong with it. */
async function shrink(file: File): Promise<Blob> {
  if (file.size < SMALL_BYTES || file.type === 'image/svg+xml') return file
  try {
    const bitmap = await createImageBitmap(file)
    const scale = Math.min(1, MOST_PIXELS_WIDE / bitmap.width)
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(bitmap.width * scale)
    canvas.height = Math.round(bitmap.height * scale)
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', 0.92))
    return made && made.size < file.size ? made : file
  } catch {
    return file
  }
}
