/**
 * The text with nothing in it that a reader of HTML takes for markup: `<`, and the `&` of a character
 * reference such as `&lt;`, become their full-width forms `＜` and `＆`.
 *
 * n8n's editor sets hints, error descriptions and the messages of its notifications as HTML in which
 * images may load (`v-n8n-html` in RunData.vue, NodeErrorView.vue and NodeExecutionErrorMessage.vue, the
 * same in n8n 1 and 2), and shows the same error message elsewhere as text. Escaped characters would be
 * read as `&lt;` there; the full-width forms read alike in both.
 *
 * Belongs where a text leaves for n8n and nowhere before: in what makes a NodeApiError or a
 * NodeOperationError (message and description), and in front of `addExecutionHints`. Output items are data,
 * which n8n shows as text: they keep what WeChat and the user wrote.
 */
export function plainText(text: string): string {
	return text.replace(/<|&(?=#?\w{1,40};)/g, (character) =>
		String.fromCharCode(character.charCodeAt(0) + FULL_WIDTH),
	);
}

/** From a character of ASCII to its full-width form (Unicode, Halfwidth and Fullwidth Forms). */
const FULL_WIDTH = 0xfee0;
