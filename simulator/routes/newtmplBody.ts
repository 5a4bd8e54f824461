import type { AccountCall } from '../endpoint';

/**
 * The body of addtemplate and deltemplate: JSON with a JSON Content-Type, or a form with kidList repeated, as
 * kidList[] or as kidList[n]. WeChat reads JSON under any other Content-Type as a form without its
 * fields, hence its "missing parameter". Undefined: a JSON Content-Type, but no JSON.
 */
export function readTemplateBody(call: AccountCall): Record<string, unknown> | undefined {
	if (call.contentType.startsWith('application/json')) return call.json();
	const form = new URLSearchParams(call.rawBody);
	const kids = [...form].filter(([name]) => /^kidList(\[\d*\])?$/.test(name));
	return {
		tid: form.get('tid') ?? undefined,
		priTmplId: form.get('priTmplId') ?? undefined,
		sceneDesc: form.get('sceneDesc') ?? undefined,
		kidList: kids.map(([, value]) => value),
	};
}
