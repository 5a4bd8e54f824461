import { ERROR_TEXTS } from './errorTexts';
import type { Quirks } from './settings';

/** What an endpoint answers, before it becomes text. bigint values are written as raw JSON numbers. */
export interface Answer {
	errcode: number;
	errmsg: string;
	fields: Record<string, unknown>;
	/** The form of the text; see ok, bare and okMessageFirst. */
	form: 'ok' | 'bare' | 'messageFirst' | 'error';
	/** What is answered instead of JSON. */
	file?: AnswerFile;
	/** Runs once the answer has left (or was cut off). */
	afterwards?: () => void;
}

/** A file as an answer. name: what Content-Disposition calls it; without one there is no such header. */
export interface AnswerFile {
	content: Buffer;
	contentType: string;
	name?: string;
}

/** Where an endpoint lives: WeChat's forms of error differ by it. */
export type Family = 'cgi-bin' | 'wxaapi' | 'wxa' | 'sns';

/** Success: errcode 0, errmsg ok, then the fields. */
export function ok(fields: Record<string, unknown> = {}): Answer {
	return { errcode: 0, errmsg: 'ok', fields, form: 'ok' };
}

/** Success of the endpoints that leave errcode out. */
export function bare(fields: object): Answer {
	return { errcode: 0, errmsg: 'ok', fields: { ...fields }, form: 'bare' };
}

/** Success in addtemplate's order: errmsg, errcode, then the fields. */
export function okMessageFirst(fields: Record<string, unknown>): Answer {
	return { errcode: 0, errmsg: 'ok', fields, form: 'messageFirst' };
}

/** Success of the endpoints that answer with a file. */
export function fileAnswer(file: AnswerFile): Answer {
	return { errcode: 0, errmsg: 'ok', fields: {}, form: 'ok', file };
}

/** An error. errmsg: without rid; left out, WeChat's usual text of the code. */
export function refuse(
	errcode: number,
	errmsg: string = ERROR_TEXTS[errcode] ?? `error ${errcode}`,
	fields: Record<string, unknown> = {},
): Answer {
	return { errcode, errmsg, fields, form: 'error' };
}

/** The text on the wire. rid: new for each answer. */
export function render(answer: Answer, family: Family, quirks: Quirks, rid: string): string {
	const { errcode, fields } = answer;
	const errmsg = errcode === 0 ? answer.errmsg : withRid(answer.errmsg, family, quirks, rid);
	if (answer.form === 'bare' || (errcode === 0 && quirks.omitErrcode)) return write(fields);
	if (answer.form === 'messageFirst') return write({ errmsg, errcode, ...fields });
	if (family === 'wxaapi' && isOfNewtmpl(errcode)) {
		return write({ errmsg, ...fields, errcode, ...(quirks.ridField ? { rid } : {}) });
	}
	return write({ errcode, errmsg, ...fields });
}

/** Other codes, such as 45009 and 43106, come from WeChat's gateway and look as everywhere. */
function isOfNewtmpl(errcode: number): boolean {
	return errcode >= 200_000 || [404, 20001, 20002].includes(errcode);
}

function withRid(errmsg: string, family: Family, quirks: Quirks, rid: string): string {
	const comma = family === 'sns' ? ',' : '';
	if (quirks.errorSuffix === 'rid') return `${errmsg}${comma} rid: ${rid}`;
	const hint = rid.replace(/-/g, '').slice(-14);
	if (family === 'sns') return `${errmsg}, hints: [ req_id: ${hint} ]`;
	const invalid = 'argument invalid!';
	if (errmsg.startsWith(invalid)) {
		return `${invalid} hint: [${hint}]${errmsg.slice(invalid.length)}`;
	}
	return `${errmsg} hint: [${hint}]`;
}

function write(fields: Record<string, unknown>): string {
	let text = '';
	for (const key of Object.keys(fields)) {
		const value = fields[key];
		if (value === undefined) continue;
		const written = typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
		text += `${text ? ',' : ''}"${key}":${written}`;
	}
	return `{${text}}`;
}
