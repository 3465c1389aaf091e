/**
 * How long one request may wait for its answer, in seconds. Inferred: "Missing Authentication Token"
 * shows an AWS API gateway in front of the API, and that gives up after 29 seconds itself.
 */
export const ANSWER_TIMEOUT_SECONDS = 30;
