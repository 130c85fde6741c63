/** In the bundle's place of zod's fifty languages, which hang on `z` and which nothing of ours reads: the one it speaks. */
export { default as en } from 'zod/v4/locales/en.js'
