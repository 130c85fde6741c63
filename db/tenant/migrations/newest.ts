// Written by scripts/bundle-migrations.ts from the SQL files beside it.

/** The version that the last of them brings: `0000_first.sql` brings version 1. */
export const NEWEST_TENANT_VERSION = 8
