/**
 * A signal that ends a call after so many milliseconds, however slowly an answer drips in (n8n's own
 * `timeout` only counts silence before the answer), and when the execution is cancelled.
 */
export const deadline = (milliseconds: number, cancelled?: AbortSignal): AbortSignal =>
	AbortSignal.any([AbortSignal.timeout(milliseconds), ...(cancelled ? [cancelled] : [])]);
