/** The name of a studio's object for one trainer, or for `WHOLE_STUDIO`. */
export const lineName = (tenantId: string, lineId: string): string => `${tenantId}:${lineId}`
