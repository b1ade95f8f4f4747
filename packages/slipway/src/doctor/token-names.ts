/** Names of secrets and variables that hold a token; keys and passwords have names of other kinds, and other uses. */
export const tokenName = /(?:^|_)(?:TOKEN|PAT)(?:_|\d|$)|TOKEN$/i;
