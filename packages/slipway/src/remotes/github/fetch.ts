/** Answers without a body, which a Response must be made without. */
const EMPTY = [101, 204, 205, 304];

/**
 * `fetch` with a limit of time for each attempt, which covers the body too: the whole answer is there when it returns.
 * (Octokit takes a body that broke off for an empty one.)
 */
export function wholeAnswers(timeoutMs: number): typeof fetch {
  return async (input, init) => {
    const limit = AbortSignal.timeout(timeoutMs);
    const given = init?.signal;
    const signal = given ? AbortSignal.any([given, limit]) : limit;
    const answer = await fetch(input, { ...init, signal });
    const body = await answer.arrayBuffer();
    const { status, statusText, headers, url } = answer;
    const whole = new Response(EMPTY.includes(status) ? null : body, { status, statusText, headers });
    return Object.defineProperty(whole, 'url', { value: url });
  };
}
