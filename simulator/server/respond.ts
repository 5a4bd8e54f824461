import type { Answer, AnswerFile } from '../answers';
import { render } from '../answers';
import { answerCall } from '../checks';
import { familyOf } from '../endpoint';
import type { Mishap } from '../faults';
import type { IncomingCall } from './incomingCall';
import { ENDPOINTS } from '../routes';
import { answerCentralServer, CENTRAL_SERVER_PATH } from '../routes/centralServer';

const CONTROL_CHARACTER = '\u0002';
const SHOWN_TOKEN_LENGTH = 8;

/** What goes over the wire. */
export interface WireAnswer {
	status: number;
	headers: Record<string, string>;
	body: string | Buffer;
	/** WeChat's code; undefined for answers that are not WeChat's. */
	errcode?: number;
	/** Runs once the answer has left (or was cut off). */
	afterwards?: () => void;
}

/** WeChat's (or the central token server's) answer to a call. */
export function respond(call: IncomingCall, authorization: string | undefined): WireAnswer {
	if (call.path === CENTRAL_SERVER_PATH) {
		const { status, body } = answerCentralServer(call.state, call.query, authorization);
		return { status, headers: { 'content-type': 'application/json' }, body };
	}
	const answer = answerCall(ENDPOINTS.get(call.path), call);
	if (answer.errcode !== 0) noteFailure(call, answer);
	return wire(call, answer);
}

/** The answer that a fault puts in place of WeChat's; undefined where it leaves WeChat's. */
export function answerInstead(
	call: IncomingCall,
	{ refusal, foreign }: Mishap,
): WireAnswer | undefined {
	if (refusal) return wire(call, refusal);
	if (!foreign) return undefined;
	return {
		...foreign,
		headers: foreign.headers ?? { 'content-type': call.state.quirks.contentType },
	};
}

function wire(call: IncomingCall, answer: Answer): WireAnswer {
	if (answer.file) return wireFile(answer, answer.file);
	const { state } = call;
	const family = familyOf(call.path);
	const rid = answer.errcode === 0 ? '' : state.newRid();
	let body = render(answer, family, state.quirks, rid);
	if (state.quirks.controlCharacters) {
		body = body.replaceAll('"example":"', `"example":"${CONTROL_CHARACTER}`);
	}
	if (rid && family !== 'sns') keepRequest(call, rid, body);
	const contentType = family === 'sns' ? 'text/plain' : state.quirks.contentType;
	return {
		status: 200,
		headers: { 'content-type': contentType },
		body,
		errcode: answer.errcode,
		afterwards: answer.afterwards,
	};
}

function wireFile({ errcode, afterwards }: Answer, file: AnswerFile): WireAnswer {
	const headers: Record<string, string> = { 'content-type': file.contentType };
	if (file.name) headers['content-disposition'] = `attachment; filename="${file.name}"`;
	return { status: 200, headers, body: file.content, errcode, afterwards };
}

function keepRequest(call: IncomingCall, rid: string, body: string): void {
	const token = call.query.get('access_token') ?? '';
	const account = call.state.accounts.find(({ tokens }) => tokens.check(token) === 'valid');
	call.state.requests.keep(rid, {
		appId: account?.appId,
		request: {
			invoke_time: call.state.clock.seconds(),
			cost_in_ms: 1,
			request_url: `access_token=${token.slice(0, SHOWN_TOKEN_LENGTH)}xxxx`,
			request_body: call.rawBody,
			response_body: body,
			client_ip: call.ip,
		},
	});
}

function noteFailure(call: IncomingCall, { errcode, errmsg }: Answer): void {
	if (!call.path.endsWith('/send')) return;
	const templateId = call.rawBody === '' ? undefined : call.json()?.template_id;
	call.state.noteAttempt({
		openId: call.recipient ?? '',
		templateId: typeof templateId === 'string' ? templateId : '',
		errcode,
		errmsg,
		time: call.state.clock.milliseconds(),
	});
}
