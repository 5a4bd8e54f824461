/** The parts of wechat-crypto that the tests compare with. */
declare module 'wechat-crypto' {
	class WXBizMsgCrypt {
		constructor(token: string, encodingAesKey: string, id: string);
		getSignature(timestamp: string, nonce: string, encrypted: string): string;
		encrypt(message: string): string;
		decrypt(encrypted: string): { message: string; id: string };
	}
	export = WXBizMsgCrypt;
}
