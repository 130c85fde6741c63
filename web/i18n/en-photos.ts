/** Photos of trainers and services, in English. */
export const photos = {
  title: 'Photo',
  file: 'Photo',
  another: 'Another photo',
  hints: {
    trainer: 'Shown wherever clients choose a trainer. JPEG, PNG, WebP or AVIF, 15 MB at most.',
    service: 'Shown on its card, cut to a wide shape. JPEG, PNG, WebP or AVIF, 15 MB at most.',
  },
  add: 'Add the photo',
  replace: 'Replace',
  remove: 'Show no photo',
}
