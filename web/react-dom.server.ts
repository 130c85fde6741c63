/** All that the site's modules take from `react-dom`, on a server, where nothing is on a screen to be brought up to date. */
export function flushSync<Result>(change: () => Result): Result {
  return change()
}
