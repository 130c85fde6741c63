/** Whether a path is of the studio's admin, where its staff work: another frame, another look, their own language. */
export const isDeskPath = (pathname: string): boolean =>
  /^\/admin(\/|$)/i.test(pathname) && !isPreviewPath(pathname)

/** Where staff see the site as it would be: in its own look. */
export const isPreviewPath = (pathname: string): boolean => /^\/admin\/site\/preview\/?$/i.test(pathname)

/** What other sites show in a frame: without header and footer, without scripts, and without a memory. */
export const isEmbedPath = (pathname: string): boolean => /^(\/[a-z]{2})?\/embed(\.json)?\/?$/i.test(pathname)

/** What is kept for when there is no connection: as it is sent, for nothing could be asked for then. */
export const isOfflinePath = (pathname: string): boolean => /^(\/[a-z]{2})?\/offline\/?$/i.test(pathname)
