/** The bundle's text. */
export function bundle(): Promise<string>;
