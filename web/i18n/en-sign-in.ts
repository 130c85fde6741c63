/** Sentences with values in them about signing in, in English. */
export const saySignIn = {
  tryAgainIn: 'That was tried too often. Please try again in {{time}}.',
}
