import fc from 'fast-check';
import WXBizMsgCrypt from 'wechat-crypto';

import { isSignatureOf, sign } from '../../wechat/push/signature';
import { consoleSettings } from '../support/wechatPush';

const vectors: Array<[source: string, parts: string[], signature: string]> = [
	[
		'V1, the official URL verification',
		['AAAAA', '1714036504', '1514711492'],
		'f464b24fc39322e44b38aa78f5edd27bd1441696',
	],
	[
		'V2, the official plaintext push',
		['AAAAA', '1714037059', '486452656'],
		'899cf89e464efb63f54ddac96b0a0a235f53aa78',
	],
	[
		'V3, the signature beside the official secure push',
		['AAAAA', '1714112445', '415670741'],
		'6c5c811b55cc85e0e1b54100749188c20beb3f5d',
	],
	[
		'V5, the official third-party platform page',
		['AAAAA', '1715943329', '1590219412'],
		'cc0c594499c1634947d5b502f158ee518947db27',
	],
	[
		'V10, wechat-crypto',
		['RMNlACHlV5ThzfRlVS4D4', 'timestamp', 'nonce', 'encrypt'],
		'8edac0945683c119ee71c9f6256d76c48aa08a96',
	],
	['V11, WxJava', ['123', '345'], '9f537aeb751ec72605f57f94a2f6dc3e3958e1dd'],
];

describe('sign', () => {
	it.each(vectors)('agrees with %s', (_, parts, signature) => {
		expect(sign(parts)).toBe(signature);
		expect(sign([...parts].reverse())).toBe(signature);
	});

	it('agrees with wechat-crypto', () => {
		const { token, encodingAesKey, appId } = consoleSettings;
		const oracle = new WXBizMsgCrypt(token, encodingAesKey, appId);
		fc.assert(
			fc.property(fc.string(), fc.string(), fc.string(), (timestamp, nonce, encrypted) => {
				expect(sign([token, timestamp, nonce, encrypted])).toBe(
					oracle.getSignature(timestamp, nonce, encrypted),
				);
			}),
		);
	});
});

describe('isSignatureOf', () => {
	const [[, parts, signature]] = vectors;

	it.each<[what: string, signature: string, isSigned: boolean]>([
		['the signature', signature, true],
		['another signature', vectors[1][2], false],
		['a signature with one other digit', signature.replace(/.$/, '0'), false],
		['a signature in capitals', signature.toUpperCase(), false],
		['half a signature', signature.slice(0, 20), false],
		['a longer text', `${signature} `, false],
		['40 characters of two bytes each', 'é'.repeat(40), false],
		['no signature', '', false],
	])('judges %s', (_, given, isSigned) => {
		expect(isSignatureOf(given, parts)).toBe(isSigned);
	});
});
