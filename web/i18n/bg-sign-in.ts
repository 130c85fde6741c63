import type { saySignIn as english } from './en-sign-in.ts'

/** Sentences with values in them about signing in, in Bulgarian. */
export const saySignIn: typeof english = {
  tryAgainIn: 'Твърде много опити. Моля, опитайте отново след {{time}}.',
}
