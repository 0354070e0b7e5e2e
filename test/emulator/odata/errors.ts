/** A filter or query option that the service answers with 400. */
export class ODataError extends Error {}
