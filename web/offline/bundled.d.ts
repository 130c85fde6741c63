/** A script with all that it imports, as text (`vite.config.ts`). */
declare module 'bundled:*' {
  const code: string
  export default code
}
