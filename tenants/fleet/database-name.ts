/** The name of a studio's database at its host, `ten-4t1h…` for `ten_4t1h…`: such names have dashes only. */
export function databaseNameOf(tenantId: string): string {
  return tenantId.replaceAll('_', '-')
}
