/**
 * How long a server may be silent, in seconds. Inferred: "Missing Authentication Token" shows an AWS
 * API gateway in front of the API, and that gives up after 29 seconds itself (docs/api-facts.md#api-gateway).
 */
export const RESPONSE_TIMEOUT_SECONDS = 30;

/**
 * How long one answer may take altogether, in seconds. The largest page is some 100 kB: whatever takes
 * longer than this will never end.
 */
export const MAX_RESPONSE_SECONDS = 120;
