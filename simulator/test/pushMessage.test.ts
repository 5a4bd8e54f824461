import { encrypt, sign } from '../push/crypto';
import { messageOf, toJson, toXml } from '../push/message';

describe('signature and cipher', () => {
	it.each([
		[
			'URL verification',
			['AAAAA', '1714036504', '1514711492'],
			'f464b24fc39322e44b38aa78f5edd27bd1441696',
		],
		[
			'plaintext push',
			['AAAAA', '1714037059', '486452656'],
			'899cf89e464efb63f54ddac96b0a0a235f53aa78',
		],
		[
			'third-party platform',
			['AAAAA', '1715943329', '1590219412'],
			'cc0c594499c1634947d5b502f158ee518947db27',
		],
		['two parts', ['345', '123'], '9f537aeb751ec72605f57f94a2f6dc3e3958e1dd'],
	])('sign the official %s', (_name, parts, signature) => {
		expect(sign(...parts)).toBe(signature);
	});

	it.each([
		[
			'A'.repeat(43),
			'a8eedb185eb2fecf',
			'{"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY","CreateTime":1714112445,"MsgType":"event","Event":"debug_demo","debug_str":"hello world"}',
			'wxba5fad812f8e6fb9',
			'+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=',
		],
		[
			'A'.repeat(43),
			'707722b803182950',
			'{"demo_resp":"good luck"}',
			'wxba5fad812f8e6fb9',
			'ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==',
		],
		[
			'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
			'aaaabbbbccccdddd',
			'我是中文abcd123',
			'wxb11529c136998cb6',
			'jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==',
		],
	])('encrypt as published under %s with %s', (key, random, message, appId, encrypted) => {
		expect(encrypt(key, random, message, appId)).toBe(encrypted);
	});
});

describe('messages', () => {
	const OPEN_ID = 'o7esq5OI1Uej6Xixw1lA2H7XDVbc';
	const popup = (id: string, status: string) => ({
		TemplateId: id,
		SubscribeStatusString: status,
		PopupScene: '0',
	});
	const FIRST = popup('hD-ixGOhYmUfjOnI8MCzQMPshzGVeux_2vzyvQu7O68', 'accept');
	const SECOND = popup('9nLIlbOQZC5Y89AZteFEux3WCXRRRG5Wfzkpssu4bLI', 'reject');
	const of = (event: Parameters<typeof messageOf>[0]) =>
		messageOf(event, 'gh_123456789abc', 1620973045, () => 1234567890123456789n);

	it('have List as an object for one item and as an array for several in JSON', () => {
		const event = { openId: OPEN_ID, event: 'subscribe_msg_popup_event' };
		const head = `{"ToUserName":"gh_123456789abc","FromUserName":"${OPEN_ID}","CreateTime":1620973045,"MsgType":"event","Event":"subscribe_msg_popup_event","List":`;
		const [one, two] = [FIRST, SECOND].map((item) => JSON.stringify(item));
		expect(toJson(of({ ...event, list: [FIRST] }))).toBe(`${head}${one}}`);
		expect(toJson(of({ ...event, list: [FIRST, SECOND] }))).toBe(`${head}[${one},${two}]}`);
	});

	it('have one List element per item inside an element named after the event in XML', () => {
		const event = { openId: OPEN_ID, event: 'subscribe_msg_popup_event', list: [FIRST, SECOND] };
		expect(toXml(of(event))).toBe(
			`<xml><ToUserName><![CDATA[gh_123456789abc]]></ToUserName><FromUserName><![CDATA[${OPEN_ID}]]></FromUserName><CreateTime>1620973045</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[subscribe_msg_popup_event]]></Event><SubscribeMsgPopupEvent><List><TemplateId><![CDATA[${FIRST.TemplateId}]]></TemplateId><SubscribeStatusString><![CDATA[accept]]></SubscribeStatusString><PopupScene>0</PopupScene></List><List><TemplateId><![CDATA[${SECOND.TemplateId}]]></TemplateId><SubscribeStatusString><![CDATA[reject]]></SubscribeStatusString><PopupScene>0</PopupScene></List></SubscribeMsgPopupEvent></xml>`,
		);
	});

	it('carry MsgID and ErrorCode as strings in JSON, bare in XML', () => {
		const item = {
			TemplateId: 't',
			MsgID: '1700827132819554304',
			ErrorCode: '0',
			ErrorStatus: 'success',
		};
		const message = of({ openId: OPEN_ID, event: 'subscribe_msg_sent_event', list: [item] });
		expect(toJson(message)).toContain('"MsgID":"1700827132819554304","ErrorCode":"0"');
		expect(toXml(message)).toContain(
			'<SubscribeMsgSentEvent><List><TemplateId><![CDATA[t]]></TemplateId><MsgID>1700827132819554304</MsgID><ErrorCode>0</ErrorCode><ErrorStatus><![CDATA[success]]></ErrorStatus></List></SubscribeMsgSentEvent>',
		);
	});

	it('of customer service carry a 64-bit MsgId as a number, and any text', () => {
		const message = of({ openId: OPEN_ID, fields: { Content: 'a ]]> b "c"' } });
		expect(toJson(message)).toMatch(
			/"MsgType":"text","Content":"a \]\]> b \\"c\\"","MsgId":1234567890123456789\}$/,
		);
		expect(toXml(message)).toContain('<Content><![CDATA[a ]]]]><![CDATA[> b "c"]]></Content>');
		expect(toXml(message)).toContain('<MsgId>1234567890123456789</MsgId>');
	});
});
