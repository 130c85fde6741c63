import type { photos as inEnglish } from './en-photos.ts'

/** Photos of trainers and services, in Bulgarian. */
export const photos: typeof inEnglish = {
  title: 'Снимка',
  file: 'Снимка',
  another: 'Друга снимка',
  hints: {
    trainer: 'Показва се навсякъде, където клиентите избират треньор. JPEG, PNG, WebP или AVIF, до 15 MB.',
    service: 'Показва се на картата ѝ, изрязана широко. JPEG, PNG, WebP или AVIF, до 15 MB.',
  },
  add: 'Добавяне на снимката',
  replace: 'Замяна',
  remove: 'Без снимка',
}
