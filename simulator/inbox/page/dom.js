/** Small things that every part of the page uses. */

export const byId = (id) => document.getElementById(id);

/** A copy of the first element of a <template>. */
export const copyOf = (templateId) => byId(templateId).content.cloneNode(true).firstElementChild;

/** Calls an action of the control API. Throws what it refuses. */
export async function call(name, body) {
	const response = await fetch(`/_control/${name}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	const answer = await response.json();
	if (!response.ok) throw new Error(answer.error);
	return answer;
}

/** Tells at the top of the page what came of something; what went wrong in the browser's words. */
export async function tell(doing) {
	try {
		byId('news').textContent = await doing();
	} catch (error) {
		byId('news').textContent = error.message;
	}
}

export async function copy(text) {
	await tell(async () => {
		await navigator.clipboard.writeText(text);
		return 'Copied.';
	});
}

/** Text that users of the Mini Program read, in its color where that is one. */
export function paint(element, text, color) {
	element.textContent = text;
	element.lang = 'zh-CN';
	if (/^#[0-9a-f]{3,8}$/i.test(color ?? '')) element.style.color = color;
}

/** Shows a time of the simulator in a <time>. */
export function stamp(element, time) {
	element.dateTime = new Date(time).toISOString();
	element.textContent = new Date(time).toLocaleString();
}
