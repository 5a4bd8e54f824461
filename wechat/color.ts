/** Whether WeChat takes it for a color: `#` and six hexadecimal digits. */
export const isColor = (value: unknown): value is string =>
	typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value);

/** What to do about one that is none. */
export const COLOR_RULE =
	'Choose a color, or write it as # and six hexadecimal digits, e.g. #173177.';
