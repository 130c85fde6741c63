/** Whether a path is of the studio's admin, where its staff work: another frame, another look, their own language. */
export const isDeskPath = (pathname: string): boolean => /^\/admin(\/|$)/i.test(pathname)
